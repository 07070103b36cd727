"""An invented company's quarters, filled in as its departments would: `input_samples/` and loads."""
