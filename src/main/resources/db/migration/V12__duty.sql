create table duty (
    node varchar(200) not null,
    lasts_until timestamp with time zone not null
);

insert into duty (node, lasts_until) values ('nobody', current_timestamp);
