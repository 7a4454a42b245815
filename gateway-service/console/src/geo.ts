/** Lines on the globe, drawn flat. */

export type Point = [number, number];

const RADIANS = Math.PI / 180;

function onSphere([longitude, latitude]: Point): [number, number, number] {
  const cos = Math.cos(latitude * RADIANS);
  return [cos * Math.cos(longitude * RADIANS), cos * Math.sin(longitude * RADIANS), Math.sin(latitude * RADIANS)];
}

/**
 * The shortest line between two places. Longitudes go on beyond 180 degrees where the line crosses the antimeridian, so
 * that it stays one line. `side` bends it a little, so that lines of several carriers between the same places stay apart.
 */
export function arc(from: Point, to: Point, side = 0): Point[] {
  const a = onSphere(from);
  const b = onSphere(to);
  const cos = Math.min(1, Math.max(-1, a[0] * b[0] + a[1] * b[1] + a[2] * b[2]));
  const angle = Math.acos(cos);
  if (angle < 1e-9) {
    return [from, to];
  }
  const steps = Math.max(8, Math.ceil(angle / (3 * RADIANS)));
  const bend = side * Math.min(1.6, 0.25 + (angle / RADIANS) * 0.03);
  const points: Point[] = [];
  for (let i = 0; i <= steps; i++) {
    const t = i / steps;
    const p = Math.sin((1 - t) * angle) / Math.sin(angle);
    const q = Math.sin(t * angle) / Math.sin(angle);
    const x = p * a[0] + q * b[0];
    const y = p * a[1] + q * b[1];
    const z = p * a[2] + q * b[2];
    let longitude = Math.atan2(y, x) / RADIANS;
    const before = points.at(-1);
    if (before) {
      longitude += 360 * Math.round((before[0] - longitude) / 360);
    }
    points.push([longitude, Math.atan2(z, Math.hypot(x, y)) / RADIANS]);
  }
  return bend === 0 ? points : points.map((point, i) => pushed(point, points, i, bend * Math.sin((Math.PI * i) / steps)));
}

function pushed(point: Point, line: Point[], i: number, by: number): Point {
  const next = line[Math.min(i + 1, line.length - 1)] as Point;
  const before = line[Math.max(i - 1, 0)] as Point;
  const dx = next[0] - before[0];
  const dy = next[1] - before[1];
  const length = Math.hypot(dx, dy) || 1;
  return [point[0] - (dy / length) * by, point[1] + (dx / length) * by];
}

/** The box round points, which may go on beyond 180 degrees: south-west and north-east. */
export function bounds(points: Point[]): [Point, Point] | undefined {
  if (points.length === 0) {
    return undefined;
  }
  const longitudes = points.map((point) => point[0]);
  const latitudes = points.map((point) => point[1]);
  return [
    [Math.min(...longitudes), Math.min(...latitudes)],
    [Math.max(...longitudes), Math.max(...latitudes)],
  ];
}

/** Moves a line by whole turns so that it starts next to where another ended. */
export function continued(line: Point[], end: Point | undefined): Point[] {
  const first = line[0];
  if (!end || !first) {
    return line;
  }
  const turn = 360 * Math.round((end[0] - first[0]) / 360);
  return turn === 0 ? line : line.map(([longitude, latitude]) => [longitude + turn, latitude]);
}
