"""Published results of shorter periods, as they count in a longer one."""
