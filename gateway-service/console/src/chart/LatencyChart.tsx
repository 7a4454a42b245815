import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { Theme } from '../colour';

type Props = { seconds: number[]; us: number[]; expectedUs: number | undefined; boundUs: number | undefined; theme: Theme };

const INK = {
  dark: { axis: '#94a3b8', grid: '#26324a', measured: '#2dd4bf', expected: '#60a5fa', bound: '#f43f5e', fill: 'rgba(45, 212, 191, 0.12)' },
  light: { axis: '#475569', grid: '#e2e8f0', measured: '#0d9488', expected: '#2563eb', bound: '#e11d48', fill: 'rgba(13, 148, 136, 0.10)' },
};

const WINDOW_SECONDS = 120;

/** Measured latency over the last minutes, with what was planned and what was promised as lines. */
export function LatencyChart({ seconds, us, expectedUs, boundUs, theme }: Props) {
  const element = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot | undefined>(undefined);

  useEffect(() => {
    const ink = INK[theme];
    const host = element.current as HTMLDivElement;
    const axis = { stroke: ink.axis, grid: { stroke: ink.grid, width: 1 }, ticks: { stroke: ink.grid, width: 1 }, font: '11px sans-serif' };
    const options: uPlot.Options = {
      width: host.clientWidth,
      height: 150,
      legend: { show: false },
      cursor: { show: false },
      scales: {
        x: { range: (_, __, max) => [Math.max(max, Date.now() / 1000) - WINDOW_SECONDS, Math.max(max, Date.now() / 1000)] },
        y: {
          range: (_, min, max) => {
            const room = Math.max((max - min) * 0.2, max * 0.03, 0.02);
            return [Math.max(0, min - room), max + room];
          },
        },
      },
      series: [
        {},
        { stroke: ink.measured, width: 2, fill: ink.fill, points: { show: false } },
        { stroke: ink.expected, width: 1.4, dash: [5, 4], points: { show: false } },
        { stroke: ink.bound, width: 1.4, points: { show: false } },
      ],
      axes: [
        { ...axis, values: (_, splits) => splits.map((split) => new Date(split * 1000).toLocaleTimeString(undefined, { hour12: false })) , space: 70 },
        { ...axis, size: 62, values: (_, splits) => splits.map((split) => `${Number(split.toFixed(2))} ms`) },
      ],
    };
    chart.current = new uPlot(options, [[], [], [], []], host);
    const resized = new ResizeObserver(() => chart.current?.setSize({ width: host.clientWidth, height: 150 }));
    resized.observe(host);
    return () => {
      resized.disconnect();
      chart.current?.destroy();
    };
  }, [theme]);

  useEffect(() => {
    // The lines of plan and promise go over the whole width, whatever was measured yet.
    const now = Date.now() / 1000;
    const x = [now - WINDOW_SECONDS, ...seconds.filter((at) => at > now - WINDOW_SECONDS), now];
    const shown = us.slice(us.length - (x.length - 2));
    const flat = (value: number | undefined) => x.map(() => (value ? value / 1000 : null));
    chart.current?.setData([x, [null, ...shown.map((value) => value / 1000), shown.at(-1) ? (shown.at(-1) as number) / 1000 : null], flat(expectedUs), flat(boundUs)]);
  });

  return (
    <figure className="chart" aria-label="Measured latency of the last two minutes">
      <div ref={element} />
      <figcaption>
        <span className="key" style={{ background: INK[theme].measured }} /> measured
        <span className="key" style={{ background: INK[theme].expected }} /> planned
        {boundUs ? (
          <>
            <span className="key" style={{ background: INK[theme].bound }} /> promised at most
          </>
        ) : null}
      </figcaption>
    </figure>
  );
}
