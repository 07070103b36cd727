"""Reading and rendering by the workers of a Dask cluster, which share no disk with this machine."""
