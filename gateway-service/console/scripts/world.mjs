// Makes the outline of the world that the map draws, out of Natural Earth's data (package world-atlas). Its polygons
// are stitched over the antimeridian and the poles, as on a sphere; a flat map needs them cut there.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { geoEquirectangular } from 'd3-geo';
import { geoProject } from 'd3-geo-projection';
import { feature } from 'topojson-client';

const here = (path) => new URL(path, import.meta.url);
const world = JSON.parse(readFileSync(here('../node_modules/world-atlas/countries-50m.json'), 'utf8'));
const inDegrees = geoEquirectangular()
  .scale(180 / Math.PI)
  .translate([0, 0])
  .precision(0)
  .reflectY(true);
const cut = geoProject(feature(world, world.objects.countries), inDegrees);
// 2 decimals are about a kilometre: finer than the map shows.
const round = (part) => (Array.isArray(part[0]) ? part.map(round) : part.map((degrees) => Math.round(degrees * 100) / 100));
const features = cut.features
  .filter((country) => country.geometry && country.properties.name !== 'Antarctica')
  .map((country) => ({
    type: 'Feature',
    properties: {},
    geometry: { type: country.geometry.type, coordinates: round(country.geometry.coordinates) },
  }));
mkdirSync(here('../public'), { recursive: true });
writeFileSync(here('../public/world.json'), JSON.stringify({ type: 'FeatureCollection', features }));
