"""What is asked of every page of the desk, by JavaScript in the page itself: each answers with its faults."""

# What a reader of screens needs.
HEARD = """return [...document.querySelectorAll('input:not([type=hidden]), select, textarea')]
	.filter((one) => one.offsetParent && !one.labels.length && !one.getAttribute('aria-label')).map((one) => one.outerHTML)
	.concat([...document.querySelectorAll('button, a')].filter((one) => one.offsetParent && !one.textContent.trim()).map((one) => one.outerHTML))
	.concat(document.querySelectorAll('h1').length === 1 ? [] : ['h1: ' + document.querySelectorAll('h1').length])
	.concat([...document.querySelectorAll('table')].filter((one) => !one.caption).map(() => 'a table without a name'))
	.concat(document.body.innerText.match(/\\bundefined\\b|\\bnull\\b|\\bNaN\\b|\\[object|\\{\\d/g) || [])
	.concat([...document.querySelectorAll('[id]')].map((one) => one.id).filter((id, i, all) => all.indexOf(id) !== i))"""

# Nothing is cut off or beside the window, whatever its width; a table may be pushed within its own frame.
FITS = """return (document.documentElement.scrollWidth > innerWidth ? ['wider than the window: ' + document.documentElement.scrollWidth] : [])
	.concat([...document.body.querySelectorAll('*')].filter((one) => one.offsetParent && !one.closest('.scroll, .skip, #said, caption') && getComputedStyle(one).overflowX === 'visible' &&
		one.getBoundingClientRect().right > innerWidth + 1).map((one) => 'beside the window: ' + one.outerHTML.slice(0, 120)))
	.concat([...document.querySelectorAll('button, .tab, .mark, h1, h2, summary, td')].filter((one) => one.offsetParent && !one.closest('.scroll') && one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 0 &&
		getComputedStyle(one).display !== 'inline').map((one) => 'cut off: ' + one.outerHTML.slice(0, 120)))"""

# In grey: text and what is drawn stand out by lightness alone.  A status' words say what its colour says:
# "kinds" of a page are its statuses' words (without their numbers) with their colour.
GREY = """const parts = (colour) => colour.match(/[\\d.]+/g).map(Number);
	const light = (colour) => { const [r, g, b] = parts(colour).map((n) => (n /= 255) <= 0.04045 ? n / 12.92 : ((n + 0.055) / 1.055) ** 2.4); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
	const apart = (one, other) => { const [a, b] = [light(one), light(other)].sort((x, y) => y - x); return (a + 0.05) / (b + 0.05); };
	const behind = (node) => { for (; node; node = node.parentElement) { const colour = getComputedStyle(node).backgroundColor; if ((parts(colour)[3] ?? 1) > 0) return colour; } return 'rgb(255, 255, 255)'; };
	const own = (node) => [...node.childNodes].some((one) => one.nodeType === 3 && one.data.trim());
	const shown = (node) => node.checkVisibility() && !node.closest('.skip, caption, svg, button:disabled, noscript');
	const faults = [...document.body.querySelectorAll('*')].filter((one) => own(one) && shown(one)).filter((one) => apart(getComputedStyle(one).color, behind(one)) < 4.5)
		.map((one) => 'too pale: ' + one.outerHTML.slice(0, 120));
	for (const node of document.querySelectorAll('svg text'))
		if (apart(getComputedStyle(node).fill, behind(node.closest('.card, td, main'))) < 4.5)
			faults.push('too pale: ' + node.outerHTML);
	for (const bar of document.querySelectorAll('svg.bar'))
		for (const part of bar.querySelectorAll('.done, .less'))
			if (apart(getComputedStyle(part).fill, getComputedStyle(bar.querySelector('.back')).fill) < 3)
				faults.push('a bar like what is behind it: ' + part.outerHTML);
	for (const tab of document.querySelectorAll('nav a[aria-current], #tongues [aria-pressed=true]'))
		if (apart(behind(tab), behind(tab.parentElement)) < 3 && !(getComputedStyle(tab).fontWeight >= 600 && getComputedStyle(tab).borderLeftWidth !== '0px'))
			faults.push('chosen, by colour alone: ' + tab.outerHTML);
	for (const row of document.querySelectorAll('tr.doubt'))
		if (!/不一样|contradicts|不一樣/.test(row.textContent))
			faults.push('in doubt, by colour alone: ' + row.textContent);
	const dashes = [...document.querySelectorAll('svg.line')].map((one) => [...one.querySelectorAll('polyline')].map((way) => getComputedStyle(way).strokeDasharray));
	if (dashes.some((ways) => new Set(ways).size < ways.length))
		faults.push('lines told apart by colour alone: ' + JSON.stringify(dashes));
	return { faults, kinds: [...document.querySelectorAll('.mark')].filter((one) => one.textContent.trim() && one.id !== 'call-count').map((one) => [one.textContent.trim().replace(/\\d[\\d.-]*/g, '#'), one.className]) };"""

# What answers hold of people's own words, by where it stands: that may be Chinese on an English page, nothing else.
HEAR = """window.heard = new Set([arguments[0]]);
	const theirs = /\\.(name|shown|who|in_hands_of|second|reason|note|why|label|application|course_title|whom|place|ended_why|ended_who|in_force|changes|line|detail)(\\.|$)/;
	const ours = /^(report|breakdown|breakdown_rows)\\.rows\\.\\d+\\.name$|^courses\\.departments/;
	const gather = (value, path) => typeof value === 'string' ? (theirs.test(path) && !ours.test(path) || /^courses\\.rows\\.\\d+\\.title/.test(path)) && heard.add(value.replace(/\\s+/g, ' ')) :
		value && typeof value === 'object' && Object.entries(value).forEach(([key, inner]) => gather(inner, path + '.' + key));
	const inner = fetch;
	window.fetch = async (where, what) => {
		const answer = await inner(where, what);
		gather(await answer.clone().json(), where.slice(5));
		return answer;
	};"""
MIXED = """const said = [], parts = new Set();
	for (const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT); walk.nextNode();)
		if (walk.currentNode.data.trim() && !walk.currentNode.parentNode.closest('noscript, #tongues'))
			parts.add(walk.currentNode.parentNode.closest(':not(span)'));
	said.push(...[...parts].map((node) => [...node.childNodes].filter((one) => one.nodeType === 3 || one.localName === 'span').map((one) => one.textContent).join('')));
	for (const node of document.querySelectorAll('body [aria-label], body [placeholder]'))
		if (node.id !== 'tongues')
			said.push(node.getAttribute('aria-label') || '', node.getAttribute('placeholder') || '');
	const theirs = [...heard].sort((a, b) => b.length - a.length);
	return said.concat(document.title).map((text) => theirs.reduce((left, own) => own ? left.replaceAll(own, '') : left, text.replace(/\\s+/g, ' ')).replace(/[一二三四五]+（[一二三四五]+）/g, ''))
		.filter((text) => /[\\u3000-\\u303f\\u4e00-\\u9fff\\uff00-\\uffef]/.test(text));"""

# Where the keyboard is: what has it is seen, not covered, and framed.
FOCUS = """const one = document.activeElement, box = one.getBoundingClientRect(), look = getComputedStyle(one);
	if (one.tagName === 'H1' || one === document.body || one.id === 'main')
		return [];
	const hit = document.elementFromPoint(Math.min(Math.max(box.left + Math.min(box.width, 30) / 2, 0), innerWidth - 1), box.top + Math.min(box.height, 24) / 2);
	const what = one.outerHTML.slice(0, 120);
	return (box.width && box.height ? [] : ['has no size: ' + what]).concat(box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth ? [] : ['out of sight: ' + what])
		.concat(look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) >= 2 ? [] : ['not framed: ' + what])
		.concat(hit && (one.contains(hit) || hit.contains(one)) ? [] : ['covered by ' + hit?.outerHTML.slice(0, 60) + ': ' + what]);"""

AXE = """const done = arguments[arguments.length - 1]; axe.run().then((found) =>
	done(found.violations.map((one) => one.id + ': ' + one.nodes.map((node) => node.html.slice(0, 160)).join(' | '))))"""
