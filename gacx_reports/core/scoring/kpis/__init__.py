"""KPIs: from records and typed values to a score and a weight."""
