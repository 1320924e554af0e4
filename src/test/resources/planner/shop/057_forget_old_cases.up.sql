DELETE FROM support.cases WHERE closed_at < '2024-01-01' AND priority = 'low';
