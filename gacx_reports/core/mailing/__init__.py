"""Plans which report is mailed to whom, before anything is sent: values in, a plan out."""
