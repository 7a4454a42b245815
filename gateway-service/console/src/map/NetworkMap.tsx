import type { FeatureCollection } from 'geojson';
import { Map as MapView, NavigationControl, setWorkerUrl, type GeoJSONSource } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import 'maplibre-gl/dist/maplibre-gl.css';
import { useEffect, useRef, useState } from 'react';
import { legColour, ratio, type Theme } from '../colour';
import { latency, rate } from '../format';
import { bounds, continued, type Point } from '../geo';
import type { LiveStore } from '../live/store';
import type { PathPlan } from '../api/types';
import { place, type Line, type Network } from './network';
import { mapStyle } from './style';

setWorkerUrl(workerUrl);

declare global {
  interface Window {
    /** For tests, which look at what was drawn. */
    braidMap?: MapView;
  }
}

const collection = (features: FeatureCollection['features']): FeatureCollection => ({ type: 'FeatureCollection', features });

function linkFeatures(network: Network): FeatureCollection {
  return collection(
    network.lines.map((line) => ({
      type: 'Feature',
      id: line.index,
      properties: {},
      geometry: { type: 'LineString', coordinates: line.points },
    })),
  );
}

function metroFeatures(network: Network): FeatureCollection {
  return collection(
    network.metros.map((metro) => ({
      type: 'Feature',
      properties: { name: metro.displayName },
      geometry: { type: 'Point', coordinates: place(metro) },
    })),
  );
}

/** A plan as lines, leg by leg, each hop going on where the one before on its path ended. */
export function planLines(network: Network, plan: PathPlan): { leg: number; working: boolean; points: Point[] }[] {
  const lines: { leg: number; working: boolean; points: Point[] }[] = [];
  const workingLinks = new Set(plan.hops.map((hop) => hop.linkId));
  let end: Point | undefined;
  plan.legs.forEach((leg, index) => {
    const working = leg.linkIds.some((linkId) => workingLinks.has(linkId));
    if (working !== (lines.at(-1)?.working ?? working)) {
      end = undefined;
    }
    for (const linkId of leg.linkIds) {
      const line = network.lineByLink.get(linkId);
      const link = network.linkById.get(linkId);
      const from = link && network.metroOfNode.get(link.fromNodeId);
      if (line && from) {
        const points = continued(from === line.from ? line.points : [...line.points].reverse(), end);
        end = points.at(-1);
        lines.push({ leg: index, working, points });
      }
    }
  });
  return lines;
}

function pathEnds(network: Network, plan: PathPlan): FeatureCollection {
  const lines = planLines(network, plan).filter((line) => line.working);
  const nodes = [plan.hops[0]?.fromNodeId, ...plan.hops.map((hop) => hop.toNodeId)];
  const metros = nodes.map((node) => (node ? network.metroOfNode.get(node) : undefined)).filter((metro, i, all) => metro && metro !== all[i - 1]);
  const places = [lines[0]?.points[0], ...lines.map((line) => line.points.at(-1))];
  return collection(
    metros.map((metro, i) => ({
      type: 'Feature',
      properties: { name: metro?.displayName ?? '', end: i === 0 || i === metros.length - 1 },
      geometry: { type: 'Point', coordinates: places[i] ?? (metro ? place(metro) : [0, 0]) },
    })),
  );
}

/** What a line measures now: the worse of its two directions. */
function lineState(line: Line, store: LiveStore): { ratio: number; down: boolean; latencyUs: number | undefined } {
  const readings = line.linkIds.map((linkId) => store.links.get(linkId));
  const latencies = readings.flatMap((reading) => (reading && !reading.down ? [reading.latencyUs] : []));
  const latencyUs = latencies.length > 0 ? Math.max(...latencies) : undefined;
  return { ratio: ratio(latencyUs, line.floorUs) ?? -1, down: readings.some((reading) => reading?.down), latencyUs };
}

type Props = { network: Network; store: LiveStore; plan: PathPlan | undefined; theme: Theme };

export function NetworkMap({ network, store, plan, theme }: Props) {
  const element = useRef<HTMLDivElement>(null);
  const map = useRef<MapView | undefined>(undefined);
  const [styled, setStyled] = useState(0);
  const [tip, setTip] = useState<{ x: number; y: number; line: Line } | undefined>();

  useEffect(() => {
    const view = new MapView({
      container: element.current as HTMLDivElement,
      style: mapStyle(theme),
      center: [12, 28],
      zoom: 1.25,
      minZoom: 0.6,
      maxZoom: 9,
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
    });
    view.touchZoomRotate.disableRotation();
    view.addControl(new NavigationControl({ showCompass: false }), 'top-right');
    view.on('style.load', () => setStyled((n) => n + 1));
    map.current = view;
    window.braidMap = view;
    return () => {
      view.remove();
      map.current = undefined;
    };
    // The style follows the theme below; the map itself is made once.
  }, []);

  const firstTheme = useRef(theme);
  useEffect(() => {
    if (firstTheme.current !== theme) {
      firstTheme.current = theme;
      map.current?.setStyle(mapStyle(theme), { diff: false });
    }
  }, [theme]);

  useEffect(() => {
    if (styled > 0) {
      map.current?.getSource<GeoJSONSource>('links')?.setData(linkFeatures(network));
      map.current?.getSource<GeoJSONSource>('metros')?.setData(metroFeatures(network));
    }
  }, [network, styled]);

  // Colours change by feature state alone: the geometry is sent to the worker once.
  useEffect(() => {
    if (styled === 0) {
      return undefined;
    }
    const shown = new Map<number, string>();
    const paint = () => {
      // While a style is being replaced it has no sources; this runs again when they are there.
      if (!map.current?.getSource('links')) {
        return;
      }
      for (const line of network.lines) {
        const { ratio, down } = lineState(line, store);
        const state = { ratio: Math.round(ratio * 100) / 100, down, dimmed: plan !== undefined };
        const key = JSON.stringify(state);
        if (shown.get(line.index) !== key) {
          shown.set(line.index, key);
          map.current?.setFeatureState({ source: 'links', id: line.index }, state);
        }
      }
    };
    paint();
    return store.subscribe(paint);
  }, [network, store, styled, plan]);

  useEffect(() => {
    if (styled === 0) {
      return;
    }
    const lines = plan ? planLines(network, plan) : [];
    const features = lines.map(({ leg, points }) => ({
      type: 'Feature' as const,
      properties: { colour: legColour(leg, theme) },
      geometry: { type: 'LineString' as const, coordinates: points },
    }));
    map.current?.getSource<GeoJSONSource>('path')?.setData(collection(features));
    const ends = plan ? pathEnds(network, plan) : collection([]);
    map.current?.getSource<GeoJSONSource>('ends')?.setData(ends);
    // A place that the path names needs no second name.
    const named = ends.features.map((feature) => feature.properties?.name as string);
    // While a style is being replaced it has no layers; this runs again when they are there.
    if (map.current?.getLayer('metro-names')) {
      map.current.setFilter('metro-names', ['!', ['in', ['get', 'name'], ['literal', named]]]);
    }
  }, [network, plan, styled, theme]);

  const route = plan?.hops.map((hop) => hop.linkId).join(' ');
  useEffect(() => {
    const box = plan && bounds(planLines(network, plan).flatMap((line) => line.points));
    if (box) {
      // The panel that came with the plan took room from the map, which the map itself notices only later.
      map.current?.resize();
      map.current?.fitBounds(box, { padding: 70, maxZoom: 5, duration: 700 });
    }
    // Only another route is worth a move of the map, not a new revision of the same.
  }, [network, route]);

  useEffect(() => {
    const view = map.current;
    const show = (event: { point: { x: number; y: number } }) => {
      const around: [[number, number], [number, number]] = [
        [event.point.x - 4, event.point.y - 4],
        [event.point.x + 4, event.point.y + 4],
      ];
      const hit = view?.getLayer('links') ? view.queryRenderedFeatures(around, { layers: ['links'] })[0] : undefined;
      const line = hit && network.lines[Number(hit.id)];
      setTip(line ? { x: event.point.x, y: event.point.y, line } : undefined);
    };
    const hide = () => setTip(undefined);
    view?.on('mousemove', show);
    view?.on('mouseout', hide);
    return () => {
      view?.off('mousemove', show);
      view?.off('mouseout', hide);
    };
  }, [network]);

  return (
    <div className="map">
      <div ref={element} className="map-canvas" role="application" aria-label="Map of the network" />
      {tip && <Tip {...tip} network={network} store={store} />}
    </div>
  );
}

function Tip({ x, y, line, network, store }: { x: number; y: number; line: Line; network: Network; store: LiveStore }) {
  const { latencyUs, down } = lineState(line, store);
  const capacity = network.linkById.get(line.linkIds[0])?.capacityBps;
  return (
    <div className="map-tip" style={{ left: x + 14, top: y + 14 }}>
      <strong>
        {line.from.displayName} – {line.to.displayName}
      </strong>
      <span>{network.providerNames.get(line.providerId) ?? line.providerId}</span>
      <span>
        {down ? 'down' : latencyUs ? `${latency(latencyUs)} now` : 'not measured'}, floor {latency(line.floorUs)}
      </span>
      <span>{rate(capacity)}</span>
    </div>
  );
}
