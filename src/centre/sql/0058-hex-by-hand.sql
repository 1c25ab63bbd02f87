-- A key and a pack's hash are hexadecimal digits, which is seen without a regular expression: two of
-- them were 92,000 of the 1,180,000 instructions of a submission.

alter domain centre.key drop constraint key_check;
alter domain centre.key add constraint key_check
	check (octet_length(value) = 32 and ltrim(value, '0123456789abcdef') = '');

create or replace function centre.is_application(year smallint, class text, slot smallint, occupation text, level text,
						 items jsonb, about jsonb, pack text, sealed bytea) returns boolean
language plpgsql immutable as $$
begin
	return year between 2000 and 2100 and (slot is null or class is not null and slot between 1 and 9)
		and (occupation is null) = (level is null)
		and (occupation is null or length(occupation) between 1 and 128 and length(level) between 1 and 32)
		and jsonb_typeof(items) = 'array'
		and jsonb_typeof(about) = 'object' and length(about::text) <= 4096
		and octet_length(pack) = 64 and ltrim(pack, '0123456789abcdef') = ''
		and octet_length(sealed) between 1 and 65536;
end $$;
