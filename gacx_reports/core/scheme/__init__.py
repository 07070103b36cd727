"""The scheme (考核方案): posts, KPIs, weights, rules, bands and settings, read from its workbook."""
