/** How a link's latency stands to the least that physics allows, as a colour. */

export type Theme = 'dark' | 'light';

export type Step = { from: number; label: string; dark: string; light: string };

/** Each step counts from its ratio of measured latency to floor up to the next. */
export const STEPS: readonly [Step, ...Step[]] = [
  { from: 0, label: 'up to 1.15 × floor', dark: '#2dd4bf', light: '#0d9488' },
  { from: 1.15, label: '1.15 to 1.4 ×', dark: '#a3e635', light: '#65a30d' },
  { from: 1.4, label: '1.4 to 1.8 ×', dark: '#fbbf24', light: '#d97706' },
  { from: 1.8, label: '1.8 × and more', dark: '#f97316', light: '#ea580c' },
];

export const DOWN = { label: 'down', dark: '#f43f5e', light: '#e11d48' };
export const UNMEASURED = { label: 'not measured', dark: '#64748b', light: '#94a3b8' };

/** A leg's colour on the map and in the list: neighbours differ. */
const LEGS = {
  dark: ['#60a5fa', '#c084fc', '#f472b6', '#38bdf8', '#818cf8'],
  light: ['#2563eb', '#9333ea', '#db2777', '#0284c7', '#4f46e5'],
};

export function legColour(index: number, theme: Theme): string {
  return LEGS[theme][index % LEGS[theme].length] as string;
}

export function ratioColour(ratio: number | undefined, theme: Theme): string {
  if (ratio === undefined || !Number.isFinite(ratio)) {
    return UNMEASURED[theme];
  }
  return (STEPS.findLast((step) => ratio >= step.from) ?? STEPS[0])[theme];
}

/** Measured latency over floor; undefined where either is missing. */
export function ratio(latencyUs: number | undefined, floorUs: number | undefined): number | undefined {
  return latencyUs && floorUs && latencyUs > 0 && floorUs > 0 ? latencyUs / floorUs : undefined;
}

/** The same scale as a MapLibre expression over the feature state `ratio` and `down`. */
export function linkColourExpression(theme: Theme): unknown[] {
  const value = ['coalesce', ['feature-state', 'ratio'], -1];
  return [
    'case',
    ['boolean', ['feature-state', 'down'], false],
    DOWN[theme],
    ['<', value, 0],
    UNMEASURED[theme],
    ['step', value, STEPS[0][theme], ...STEPS.slice(1).flatMap((step) => [step.from, step[theme]])],
  ];
}
