import type { Element, Link, Metro } from '../api/types';
import { arc, type Point } from '../geo';

/** Both directions of a link as one line on the map. */
export type Line = { index: number; linkIds: [string, string]; providerId: string; from: Metro; to: Metro; points: Point[]; floorUs: number };

/** The topology in the form that the map needs. */
export type Network = {
  metros: Metro[];
  lines: Line[];
  lineByLink: Map<string, Line>;
  linkById: Map<string, Link>;
  metroOfNode: Map<string, Metro>;
  providerNames: Map<string, string>;
};

export function network(elements: Element[]): Network {
  const metros = new Map(elements.flatMap(({ metro }) => (metro ? [[metro.metroId, metro] as const] : [])));
  const metroOfLocation = new Map(
    elements.flatMap(({ location }) => (location ? [[location.locationId, metros.get(location.metroId)] as const] : [])),
  );
  const metroOfNode = new Map<string, Metro>();
  for (const { node } of elements) {
    const metro = node && metroOfLocation.get(node.locationId);
    if (node && metro) {
      metroOfNode.set(node.nodeId, metro);
    }
  }
  const linkById = new Map(elements.flatMap(({ link }) => (link ? [[link.linkId, link] as const] : [])));
  const lines: Line[] = [];
  const lineByLink = new Map<string, Line>();
  const parallels = new Map<string, number>();
  for (const link of [...linkById.values()].sort((a, b) => (a.linkId < b.linkId ? -1 : 1))) {
    const from = metroOfNode.get(link.fromNodeId);
    const to = metroOfNode.get(link.toNodeId);
    const other = lineByLink.get(link.reverseLinkId);
    if (other) {
      lineByLink.set(link.linkId, other);
    } else if (from && to && from !== to) {
      const [a, b] = from.metroId < to.metroId ? [from, to] : [to, from];
      const pair = `${a.metroId} ${b.metroId}`;
      const nth = parallels.get(pair) ?? 0;
      parallels.set(pair, nth + 1);
      const line: Line = {
        index: lines.length,
        linkIds: [link.linkId, link.reverseLinkId],
        providerId: link.providerId,
        from: a,
        to: b,
        // 0, 1, -1, 2, -2: each further carrier beside the others.
        points: arc(place(a), place(b), (nth % 2 === 1 ? 1 : -1) * Math.ceil(nth / 2)),
        floorUs: Number(link.latencyFloorUs),
      };
      lines.push(line);
      lineByLink.set(link.linkId, line);
    }
  }
  return {
    metros: [...metros.values()],
    lines,
    lineByLink,
    linkById,
    metroOfNode,
    providerNames: new Map(elements.flatMap(({ provider }) => (provider ? [[provider.providerId, provider.displayName] as const] : []))),
  };
}

export function place(metro: Metro): Point {
  return [metro.longitudeDegrees, metro.latitudeDegrees];
}
