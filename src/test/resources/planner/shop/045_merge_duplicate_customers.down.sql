DO $$
BEGIN
    RAISE EXCEPTION 'merging customers cannot be undone';
END
$$;
