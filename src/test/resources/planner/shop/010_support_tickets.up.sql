CREATE TABLE support.tickets (
    id          uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    customer_id bigint REFERENCES shop.customers (id) ON DELETE SET NULL,
    subject     text NOT NULL,
    priority    text NOT NULL DEFAULT 'normal'
                CONSTRAINT tickets_priority_check CHECK (priority IN ('low', 'normal', 'high')),
    opened_at   timestamptz NOT NULL DEFAULT now(),
    closed_at   timestamptz
);
CREATE INDEX tickets_open_idx ON support.tickets (opened_at) WHERE closed_at IS NULL;

CREATE TABLE support.ticket_messages (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    ticket_id uuid NOT NULL REFERENCES support.tickets (id) ON DELETE CASCADE,
    author    text NOT NULL,
    body      text NOT NULL,
    sent_at   timestamptz NOT NULL DEFAULT now()
);
