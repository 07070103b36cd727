"""The commands without their options and output: each gathers everything, decides, then writes."""
