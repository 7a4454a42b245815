import type { StyleSpecification } from 'maplibre-gl';
import { linkColourExpression, type Theme } from '../colour';

const PALETTE = {
  dark: { sea: '#0b1220', land: '#172033', border: '#26324a', metro: '#94a3b8', text: '#cbd5e1', halo: '#0b1220', casing: '#ffffff' },
  light: { sea: '#dfe8f2', land: '#f8fafc', border: '#cbd5e1', metro: '#475569', text: '#334155', halo: '#ffffff', casing: '#0f172a' },
};

const EMPTY = { type: 'FeatureCollection' as const, features: [] };

/** The whole look of the map. Fonts are the reader's own, so that nothing is fetched from elsewhere. */
export function mapStyle(theme: Theme): StyleSpecification {
  const palette = PALETTE[theme];
  const text = (size: number) => ({ 'text-field': ['get', 'name'], 'text-font': ['sans-serif'], 'text-size': size }) as const;
  return {
    version: 8,
    sources: {
      world: { type: 'geojson', data: new URL('/world.json', location.href).href },
      links: { type: 'geojson', data: EMPTY },
      metros: { type: 'geojson', data: EMPTY },
      path: { type: 'geojson', data: EMPTY },
      ends: { type: 'geojson', data: EMPTY },
    },
    layers: [
      { id: 'sea', type: 'background', paint: { 'background-color': palette.sea } },
      { id: 'land', type: 'fill', source: 'world', paint: { 'fill-color': palette.land } },
      { id: 'border', type: 'line', source: 'world', paint: { 'line-color': palette.border, 'line-width': 0.6 } },
      {
        id: 'links',
        type: 'line',
        source: 'links',
        layout: { 'line-cap': 'round' },
        paint: {
          'line-color': linkColourExpression(theme) as never,
          'line-width': ['interpolate', ['linear'], ['zoom'], 1, ['case', ['boolean', ['feature-state', 'down'], false], 2.4, 1.1], 6, 2.6],
          'line-opacity': ['case', ['boolean', ['feature-state', 'dimmed'], false], 0.16, theme === 'dark' ? 0.62 : 0.78],
        },
      },
      {
        id: 'path-casing',
        type: 'line',
        source: 'path',
        layout: { 'line-cap': 'round', 'line-join': 'round' },
        paint: { 'line-color': palette.casing, 'line-width': 8, 'line-opacity': 0.28, 'line-blur': 3 },
      },
      {
        id: 'path',
        type: 'line',
        source: 'path',
        layout: { 'line-cap': 'round', 'line-join': 'round' },
        paint: { 'line-color': ['get', 'colour'], 'line-width': 3.6 },
      },
      {
        id: 'metros',
        type: 'circle',
        source: 'metros',
        paint: {
          'circle-radius': ['interpolate', ['linear'], ['zoom'], 1, 1.8, 6, 4.5],
          'circle-color': palette.metro,
          'circle-stroke-color': palette.sea,
          'circle-stroke-width': 0.8,
        },
      },
      {
        id: 'ends',
        type: 'circle',
        source: 'ends',
        paint: {
          'circle-radius': ['case', ['get', 'end'], 6.5, 4],
          'circle-color': palette.halo,
          'circle-stroke-color': palette.casing,
          'circle-stroke-width': ['case', ['get', 'end'], 2.6, 1.6],
        },
      },
      {
        id: 'metro-names',
        type: 'symbol',
        source: 'metros',
        minzoom: 2.6,
        layout: { ...text(11), 'text-offset': [0, 0.9], 'text-anchor': 'top' } as never,
        paint: { 'text-color': palette.text, 'text-halo-color': palette.halo, 'text-halo-width': 1.4, 'text-opacity': 0.85 },
      },
      {
        id: 'end-names',
        type: 'symbol',
        source: 'ends',
        layout: { ...text(13), 'text-offset': [0, -1], 'text-anchor': 'bottom', 'symbol-sort-key': ['case', ['get', 'end'], 0, 1] } as never,
        paint: { 'text-color': palette.casing, 'text-halo-color': palette.halo, 'text-halo-width': 2 },
      },
    ],
  };
}
