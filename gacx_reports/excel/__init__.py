"""All that knows spreadsheets: reading what people send in, writing what they get."""
