"""Commands that publish and purge quarters, and record reopenings, appeals and acknowledgements."""
