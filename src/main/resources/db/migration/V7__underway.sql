alter table receipt add column progress varchar(400);
alter table receipt add column cancelled_by varchar(2200);
