-- The old help desk gave us a list of subjects only.
DO $$
DECLARE
    n int;
    ticket uuid;
BEGIN
    FOR n IN 1..20 LOOP
        INSERT INTO support.tickets (customer_id, subject, priority, opened_at, closed_at)
        VALUES (1 + n % 5, 'Old ticket ' || n, (ARRAY['low', 'normal', 'high'])[1 + n % 3],
                timestamptz '2023-06-01 12:00+00' + n * interval '1 day',
                CASE WHEN n % 4 <> 0 THEN timestamptz '2023-09-01 12:00+00' END)
        RETURNING id INTO ticket;
        INSERT INTO support.ticket_messages (ticket_id, author, body)
        SELECT ticket, 'import', 'Message ' || m FROM generate_series(1, 1 + n % 2) m;
    END LOOP;
END
$$;
