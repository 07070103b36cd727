"""Who is sent what, decided before anything is sent: values in, a plan out."""
