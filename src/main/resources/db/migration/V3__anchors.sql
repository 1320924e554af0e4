-- One row, locked by whoever writes the next anchor of the ledger.
create table anchor (id int not null primary key);

insert into anchor values (1);
