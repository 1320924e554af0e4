alter table target_lock add column since timestamp with time zone default current_timestamp not null;
alter table target_lock alter column target set data type varchar(500);
