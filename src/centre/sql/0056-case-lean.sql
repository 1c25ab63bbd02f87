-- What a case is held to, as one expression: a submission writes a case alone, and each constraint
-- is read anew for every row that is.

create function desk.is_case(outcome text, receipt_no text, course text) returns boolean
language plpgsql immutable as $$
begin
	return outcome in ('approve', 'refuse', 'not_accepted', 'withdrawn')	-- null: not known yet
		and length(receipt_no) between 1 and 23		-- two halls may give the same
		and length(course) between 1 and 64;
end $$;
alter table desk.casefile
	drop constraint casefile_outcome_check, drop constraint casefile_receipt_no_check,
	drop constraint casefile_course_check,
	add constraint casefile_is_one check (desk.is_case(outcome, receipt_no, course));
grant execute on function desk.is_case to desk_owner;
