-- What a kiosk without a line has signed comes on a stick, and is taken in by the same function
-- as what comes by the line: once, however often the stick is brought.

create function desk.same_as_before(kiosk text, item jsonb) returns boolean language sql stable as $$
	select exists (select from centre.application a where a.key = item->>'key' and a.kiosk = same_as_before.kiosk
			and a.person = decode(item->>'person', 'hex') and a.items = item->'items'
			and a.signed = (item->>'signed')::timestamptz)
	    or exists (select from centre.withdrawal w where w.key = item->>'key' and w.kiosk = same_as_before.kiosk
			and w.application = item->>'withdraws' and w.signed = (item->>'signed')::timestamptz)
$$;

/*
 * item: as of gate.submit, or, with "withdraws" (the key of an application), of gate.withdraw;
 * region: where the course's is not known here the kiosk's own.  Returns the outcome's word.
 */
create function desk.take_stick(kiosk text, item jsonb, sealed bytea) returns text
language plpgsql as $$
#variable_conflict use_column
declare
	serial text;
	home int;
	answer jsonb;
begin
	select c.serial, k.region into serial, home from centre.kiosk k join centre.kiosk_certificate c on c.kiosk = k.name
		where k.name = take_stick.kiosk and c.revoked is null and now() < c.valid_until
		order by c.valid_until desc limit 1;
	if serial is null then
		return 'unknown_kiosk';
	end if;
	-- It is sealed anew each time, so the gate would take it for another body.
	if desk.same_as_before(kiosk, item) then
		return 'again';
	end if;
	if item ? 'withdraws' then
		answer := gate.withdraw(serial, item - 'withdraws' || jsonb_build_object('application', item->'withdraws'), sealed);
	else
		answer := gate.submit(serial, item || jsonb_build_object('region', coalesce(
			(select co.region from desk.course co where co.id = item->>'course'), home)), sealed);
	end if;
	insert into centre.audit (who, what, detail) values (session_user, 'desk.stick_taken',
		jsonb_build_object('kiosk', take_stick.kiosk, 'key', item->>'key', 'outcome', answer->>'outcome'));
	return answer->>'outcome';
end $$;
revoke execute on function desk.take_stick, desk.same_as_before from public;
