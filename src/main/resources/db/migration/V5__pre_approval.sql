alter table guard add column pre_approved_by varchar(100);
