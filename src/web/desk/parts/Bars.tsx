/** A plot of a few values; the figures stand in it as text, so that nobody has to see the bars. */
interface Bar {
  readonly label: string;
  readonly value: number;
  readonly note: string;
}

export function Bars({ bars, unit = "", empty }: { bars: readonly Bar[]; unit?: string; empty: string }) {
  if (bars.length === 0) return <p class="hint">{empty}</p>;
  const most = Math.max(...bars.map((b) => b.value), 1);
  return (
    <ul class="bars">{bars.map((b) => (
      <li key={b.label}>
        <span>{b.label}</span>
        <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><rect width={(100 * b.value) / most} height="10" /></svg>
        <span>{b.value}{unit} <span class="dim">{b.note}</span></span>
      </li>
    ))}</ul>
  );
}
