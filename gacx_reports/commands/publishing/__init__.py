"""Commands that publish results and record what follows: appeals, acknowledgements."""
