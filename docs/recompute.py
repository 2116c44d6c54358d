#!/usr/bin/env python3
"""Recomputes the figures of a Tokamark result from the raw samples in its JSON, with Python's standard library alone.

    python3 docs/recompute.py RESULT.json [...]

It shares no code with Tokamark: METHODOLOGY.md, written down a second time, which says what is recomputed. It ends with 1 if anything differs.
"""
import hashlib, itertools, json, math, statistics, sys

CLOSE = 1e-6  # doubles that were added in another order

def canonical(value):
    """Keys sorted by code unit, no spaces, numbers as JavaScript writes them."""
    if isinstance(value, dict):
        keys = sorted(value, key=lambda key: key.encode('utf-16-be'))
        return '{' + ','.join(canonical(key) + ':' + canonical(value[key]) for key in keys) + '}'
    if isinstance(value, list):
        return '[' + ','.join(map(canonical, value)) + ']'
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e21 else shortest(value)
    return json.dumps(value, ensure_ascii=False)

def shortest(value):
    """Python's shortest digits in JavaScript's notation: 1e-5 is 0.00001, 1e-7 is 1e-7."""
    digits, _, exponent = f'{value!r}'.partition('e')
    if (power := int(exponent or 0)) == 0:
        return digits
    if -7 <= power < 0:
        return f'{value:.{-power + len(digits.replace("-", "").replace(".", "")) - 1}f}'
    return f'{digits.removesuffix(".0")}e{"+" if power > 0 else "-"}{abs(power)}'

def plain(samples, level=0.95):
    """Median and interpolated order statistics (Hettmansperger and Sheather, 1986)."""
    def coverage(n, k):  # chance that the k-th smallest and k-th largest hold the median between them
        return 1 - 2 * sum(math.comb(n, i) for i in range(k)) / 2**n if 2 * k <= n else 0
    ordered, n, k = sorted(samples), len(samples), 1
    while 2 * (k + 1) <= n and coverage(n, k + 1) >= level:
        k += 1
    outer, low, high = coverage(n, k), ordered[k - 1], ordered[n - k]
    if outer > level and 2 * (k + 1) <= n:
        excess = (outer - level) / (outer - coverage(n, k + 1))
        share = (n - k) * excess / (k + (n - 2 * k) * excess)
        low, high = low + (ordered[k] - low) * share, high + (ordered[n - k - 1] - high) * share
    return [statistics.median(ordered), low, high]

def slope(series):
    """Theil and Sen's median change of the logarithm per step, over all series of at least three samples."""
    pairs = [(s, i, j) for s in series if len(s) >= 3 for i in range(len(s)) for j in range(i + 1, len(s))]
    return statistics.median([(math.log(s[j]) - math.log(s[i])) / (j - i) for s, i, j in pairs] or [0])

def ranks(samples):
    return [sum((x > y) - (x < y) for y in samples) / 2 for x in samples]
def correlation(r):
    """1 less half of Bartels' rank version of von Neumann's ratio."""
    every = sum(x * x for x in r)
    return 0 if every == 0 else 1 - sum((b - a) ** 2 for a, b in zip(r, r[1:])) / every / 2
def variance(n):
    return (n - 2) * (5 * n * n - 2 * n - 9) / (5 * n * (n + 1) * (n - 1) ** 2)

def alike(a, b):
    """Squared rank correlation of two series, less what chance makes of it."""
    n = min(len(a), len(b))
    ab, aa, bb = (sum(x * y for x, y in zip(p[:n], q[:n])) for p, q in ((a, b), (a, a), (b, b)))
    chance = 1 / (n - 1)
    return 0 if aa == 0 or bb == 0 else max(0, (ab * ab / aa / bb - chance) / (1 - chance))

def by_correlation(series, figures):
    """Bounds moved away from the median where neighbours resemble each other; from 10 samples on."""
    used = [ranks(s) for s in series if len(s) >= 10] or [[0]]
    together = statistics.fmean(map(correlation, used))
    pairs = [(a, b) for i, a in enumerate(used) for b in used[i + 1:]]
    both = sum(math.sqrt(variance(len(a)) * variance(len(b))) * alike(a, b) for a, b in pairs)
    mean_variance = (sum(variance(len(r)) for r in used if len(r) > 1) + 2 * both) / len(used) ** 2
    out = []
    for s, (median, low, high) in zip(series, figures):
        if len(s) >= 10:
            deviation = math.sqrt((variance(len(s)) + 3 * mean_variance) / 4)
            found = (correlation(ranks(s)) + together) / 2 - 0.5 * deviation
            phi = min(0.95, (1 + 9 / len(s)) * max(0, found))
            factor = min(2.4, math.sqrt((1 + phi) / (1 - phi)))
            # In logarithms below, so that the bound of what is above 0 stays there.
            down = median * (low / median) ** factor if low / median > 0 else median - factor * (median - low)
            low, high = down, median + factor * (high - median)
        out.append([median, low, high])
    return out

def by_trend(series, figures):
    shifts = [math.exp(1.4 * slope(series) * (len(s) - 1) / 2) for s in series]
    return [[m, low * min(1, x), high * max(1, x)] for (m, low, high), x in zip(figures, shifts)]

def wider(a, b):
    return [a[0], min(a[1], b[1]), max(a[2], b[2])]
def figures_of(series):
    """Of what ran interleaved: the wider of trend and correlation."""
    base = [plain(s) for s in series]
    return [wider(c, t) for c, t in zip(by_correlation(series, base), by_trend(series, base))]

def alone(samples):
    return by_correlation([samples], [plain(samples)])[0]
def is_drift(samples):
    """Kendall's S against the order, two-sided, at 2 %; exact. Never of fewer than three samples."""
    n = len(samples)
    s = sum((b > a) - (b < a) for i, a in enumerate(samples) for b in samples[i + 1:])
    chances = [1.0]
    for rank in range(2, n + 1):
        chances = [sum(chances[max(0, k - rank + 1): k + 1]) / rank for k in range(len(chances) + rank - 1)]
    return 2 * sum(chances[: math.ceil((len(chances) - 1 - abs(s)) / 2) + 1]) <= 0.02

def paired(of, than):
    ratios = [a / b for a, b in zip(of, than)]
    return by_trend([ratios], [alone(ratios)])[0] if is_drift(ratios) else alone(ratios)

def mover(of, than):
    """Ratio of two medians from their intervals (Zou and Donner, 2008)."""
    median = of[0] / than[0]
    down = math.hypot(math.log(of[0] / of[1]), math.log(than[2] / than[0]))
    up = math.hypot(math.log(of[2] / of[0]), math.log(than[0] / than[1]))
    return [median, median * math.exp(-down), median * math.exp(up)]

def fit(points):
    """t = fixed * launches + bytes * per_byte by least squares of relative errors."""
    rows = [(launches / t, size / t, 1) for size, launches, t in points]
    aa, ab, bb, a1, b1 = (sum(r[i] * r[j] for r in rows) for i, j in ((0, 0), (0, 1), (1, 1), (0, 2), (1, 2)))
    det = aa * bb - ab * ab
    return (a1 * bb - b1 * ab) / det, (b1 * aa - a1 * ab) / det

def triple(figure):
    return [figure['median'], figure['low'], figure['high']]
def rounds_of(entry, metric):
    return {d.get('round'): s for d, s in zip(entry['durations'], entry[metric]['samples'])}

class Check:
    def __init__(self, name):
        self.name, self.count, self.wrong = name, 0, 0
    def same(self, what, given, found):
        pairs = list(itertools.zip_longest(given, found)) if isinstance(given, list) else [(given, found)]
        self.count += len(pairs)
        for a, b in pairs:
            numbers = isinstance(a, (int, float)) and isinstance(b, (int, float))
            if a != b and not (numbers and math.isclose(a, b, rel_tol=CLOSE, abs_tol=1e-30)):
                self.wrong += 1
                print(f'{self.name}: {what}: the result says {a}, its samples give {b}')

def interleaved(entries):
    """Sets of entries that share rounds, directly or by way of others."""
    sets = []
    for entry in entries:
        own = {d.get('round') for d in entry['durations']}
        met, sets = [s for s in sets if s[0] & own], [s for s in sets if not s[0] & own]
        sets.append((own.union(*(s[0] for s in met)), [e for s in met for e in s[1]] + [entry]))
    return [entries for _, entries in sets]

def check_entries(check, result):
    for e in result['results']:
        name = f"{e['model']['name']} {e['format']} {e['test']}"
        check.same(f'{name}, id', e['workloadId'], hashlib.sha256(canonical(e['workload']).encode()).hexdigest())
        rate = e['tokensPerSecond']
        if rate is not None:
            made = [e['tokens'] * e['batch'] * d.get('passes', 1) / d['seconds'] for d in e['durations']]
            check.same(f'{name}, samples', rate['samples'], made)
            if e['batch'] > 1:
                check.same(f'{name}, of each', triple(e['perSequence']['tokensPerSecond']), [x / e['batch'] for x in triple(rate)])
    for group in interleaved(result['results']):
        for metric in ('tokensPerSecond', 'ttftSeconds'):
            own = [e for e in group if e[metric] is not None]
            for e, found in zip(own, figures_of([e[metric]['samples'] for e in own])):
                check.same(f"{e['model']['name']} {e['format']} {e['test']}, {metric}", triple(e[metric]), found)

def check_ratios(check, result):
    entries = {(e['test'], e['model']['name'], e['format'], e['engine']): e for e in reversed(result['results'])}
    for ratio in result['formatRatios']:
        engines, metric = ratio.get('engines', {}), ratio['metric']
        of, than = (entries[ratio['test'], ratio['model'], ratio[s], engines.get(s, 'tokamark')] for s in ('of', 'than'))
        a, b = rounds_of(of, metric), rounds_of(than, metric)
        shared, apart = [r for r in a if r in b], ratio['method'] == 'two-intervals'
        found = mover(triple(of[metric]), triple(than[metric])) if apart else paired(*([t[r] for r in shared] for t in (a, b)))
        check.same(f"{ratio['of']} : {ratio['than']} {ratio['test']}", triple(ratio), found)

def check_lines(check, result):
    for line in result.get('lines', []):
        by_id = {e['workloadId']: e for e in result['results'] if e['engine'] == line['engine']}
        own = [by_id[p['workloadId']] for p in line['points']]
        tables = [rounds_of(e, 'tokensPerSecond') for e in own]
        shared = [r for r in tables[0] if all(r in t for t in tables)]
        columns = [[1 / t[r] for r in shared] for t in tables] if line['rounds'] is not None else [
            [1 / s for s in e['tokensPerSecond']['samples']] for e in own]
        count, sizes, kinds = [e['counters']['dispatchesPerToken'] for e in own], [e['bytesReadPerToken'] for e in own], []
        for kind, launches in (('dispatches', [n / count[0] for n in count]), ('token', [1] * len(own))):
            fits = [fit(list(zip(sizes, launches, times))) for times in zip(*columns)]
            t0, per_byte = alone([f[0] for f in fits]), alone([f[1] for f in fits])
            off = [alone(c)[0] / (t0[0] * n + per_byte[0] * b) - 1 for c, n, b in zip(columns, launches, sizes)]
            kinds.append((sum(x * x for x in off), kind, t0, per_byte, max(map(abs, off))))
        best, other = sorted(kinds, key=lambda k: k[0])
        if other[4] <= 0.15:  # not refuted: the bounds hold both kinds of t0
            best = (*best[:2], wider(best[2], other[2]), wider(best[3], other[3]))
        check.same(f"t0 {line['format']}, kind", line['t0Of'], best[1])
        check.same(f"t0 {line['format']}", triple(line['t0Seconds']), best[2])
        check.same(f"1/B {line['format']}", triple(line['secondsPerByte']), best[3])
        if line['bandwidth'] is not None:
            median, low, high = best[3]
            check.same(f"B {line['format']}", triple(line['bandwidth']), [1 / median, 1 / high, 1 / low if low > 0 else None])

def fastest(values, cost):
    """A third of all takes, three at least, in their order: the least costs or the largest rates; of equal ones the first."""
    ordered = sorted(range(len(values)), key=lambda i: values[i] if cost else -values[i])
    return [values[i] for i in sorted(ordered[:max(3, math.ceil(len(values) / 3))])]

def check_roofs(check, result):
    roofs = result.get('roofs') or {}
    named = [(k, v) for k, v in roofs.items() if isinstance(v, dict)]
    for name, roof in named + [('footprint', f) for f in roofs.get('footprints', [])]:
        if len(taken := [t for visit in roof.get('visits', []) for t in visit]) > 1:
            every = len(roof['samples']) == len(taken)  # as on a clock too coarse for the fastest ones
            check.same(f'roof {name}, samples', roof['samples'], taken if every else fastest(taken, name.endswith('Seconds')))
            check.same(f'roof {name}', triple(roof), alone(roof['samples']))
    for e in result['results']:
        rate, size = e['tokensPerSecond'], max(1, e['bytesReadPerToken'])
        apart, near = min([(abs(f['bytes'] / size - 1), i) for i, f in enumerate(roofs.get('footprints', []))], default=(1, 0))
        over = roofs['footprints'][near] if apart <= 0.1 else None
        for key, most in (('bandwidthShare', roofs.get('bandwidth')), ('footprintShare', over)):
            if e.get(key) is not None and rate is not None:
                check.same(f"{e['test']}, {key}", triple(e[key]), mover([x * size for x in triple(rate)], triple(most)) if most else [])

def check_energy(check, result):
    energy, sides = result.get('energy') or {}, ('low', 'central', 'high')
    tariff = energy.get('tariff') or {}
    price, grid = ((tariff.get(k) or 0) * tariff.get('pue', 1) for k in ('pricePerKilowattHour', 'gramsPerKilowattHour'))
    told = [('an answer', a['joules'], 1, (a['wattHours'], a['cost'], a['grams'])) for a in energy.get('answers', [])]
    for row in energy.get('rows', []):
        joules, cost, rate = row['joulesPerToken'], row['cost'], row['tokensPerSecond']['central']
        bill, machine, total = (cost[k] for k in ('electricityPerMillionTokens', 'hardware', 'totalPerMillionTokens'))
        told.append(('a million', joules, 1e6, (row['wattHoursPerMillionTokens'], bill, row['carbon']['gramsPerMillionTokens'])))
        check.same('watts', row['powerWatts']['central'], joules['central'] * rate)
        check.same('tokens per joule', [row['tokensPerJoule'][k] for k in sides], [1 / joules[k] for k in reversed(sides)])
        if machine is not None and total is not None:  # a rent holds its electricity
            paid = [machine['perMillionTokens'][k] + (bill[k] if machine['basis'] == 'owned' else 0) for k in sides]
            check.same('money in all', [total[k] for k in sides], paid)
    for name, joules, tokens, bands in told:
        for band, factor in zip(bands, (1000, price, grid)):
            if band is not None:
                check.same(name, [band[k] for k in sides], [joules[k] * tokens / 3.6e6 * factor for k in sides])

def student(freedom):
    """97.5 % of Student's t with so many degrees of freedom, to the three digits of a table."""
    t, area, step, scale = 0, 0, 1e-3, math.gamma((freedom + 1) / 2) / math.gamma(freedom / 2) / math.sqrt(freedom * math.pi)
    while area < 0.475:
        density = scale * (1 + (t + step / 2) ** 2 / freedom) ** (-(freedom + 1) / 2)
        t, area = t + step, area + step * density
    return round(t - (area - 0.475) / density, 3)

def check_fidelity(check, result):
    rows = (result.get('fidelity') or {}).get('rows', [])
    fp16 = next((r['windows'] for r in rows if r['format'] == 'fp16'), [])
    for row in rows:
        each, n = row['windows'], len(row['windows'])
        if row['perplexity'] is not None:
            check.same('perplexity', row['perplexity'], math.exp(statistics.fmean(w['nll'] for w in each)))
        for key, shape in (('kl', float), ('top1', float), ('perplexityChange', math.expm1)):
            if row[key] is not None and row[key]['interval'] is not None:
                values = [w[key] for w in each] if shape is float else [a['nll'] - b['nll'] for a, b in zip(each, fp16)]
                mean, half = statistics.fmean(values), student(min(n - 1, 31)) * statistics.stdev(values) / math.sqrt(n)
                given = [row[key]['mean'], row[key]['interval']['low'], row[key]['interval']['high']]
                check.same(f"{row['format']}, {key}", given, [shape(mean), shape(mean - half), shape(mean + half)])

def check_waterfalls(check, result):
    for one in [w for w in result.get('waterfalls') or [] if w['figures'] is not None]:
        parts, whole = one['figures']['parts'], one['figures']['tokenSeconds']
        speeds = [e['tokensPerSecond'] for e in result['results'] if all(e[k] == one[k] for k in ('workloadId', 'engine'))]
        check.same(f"waterfall {one['format']}", [whole, whole], [sum(p['seconds'] for p in parts), 1 / speeds[0]['median']])
        check.same('its shares', [p['share'] for p in parts], [p['seconds'] / whole for p in parts])

def check_between(check, result):
    """DerSimonian and Laird (1986) between the logarithms of the medians; the interval of the first run, widened by it."""
    for figure in (result.get('betweenRuns') or {}).get('figures', []):
        runs = [triple(run) for run in figure['runs']]
        values = [math.log(median) for median, _, _ in runs]
        weights = [1 / max((math.log(high / low) / 2 / 1.959964) ** 2, 1e-12) for _, low, high in runs]
        every = sum(weights)
        centre = sum(w * v for w, v in zip(weights, values)) / every
        q = sum(w * (v - centre) ** 2 for w, v in zip(weights, values))
        between = math.sqrt(max(0, (q - len(runs) + 1) / (every - sum(w * w for w in weights) / every)))
        reach, (median, low, high) = student(min(30, len(runs) - 1)) * between, runs[0]
        wide = [median, *(median * math.exp(s * math.hypot(math.log(x / median), reach)) for s, x in ((-1, low), (1, high)))]
        check.same('between runs', [figure['between'], *triple(figure['interval'])], [between, *wide])

PARTS = [check_entries, check_ratios, check_lines, check_roofs, check_energy, check_fidelity, check_waterfalls, check_between]

def main(paths):
    wrong = 0
    for path in paths:
        with open(path, encoding='utf-8') as file:
            check, result = Check(path), json.load(file)
        for part in PARTS:
            part(check, result)
        wrong += check.wrong
        print(f'{path}: {check.count} figures recomputed, {check.wrong} differ')
    return int(wrong > 0 or not paths)

if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
