/** Whether a version of Node.js lies in the range that package.json names, such as `^20.19.0 || >=22.12.0`. In ES5, no semver: any Node.js runs it. */
'use strict';

var fs = require('fs');
var path = require('path');

/** What is wrong and what to do now, in words; null where nothing is, or the range cannot be told. */
function problem(version, range) {
  var parts = range.split('||').map(parse);
  var unknown = parts.some(function (part) {
    return part === null;
  });
  if (unknown) return null;
  var fits = parts.some(function (part) {
    return within(numbers(version), part);
  });
  if (fits) return null;
  return (
    'This is Node.js ' +
    version +
    ', and Tokamark needs ' +
    parts.map(inWords).join(', or ') +
    '.\n  Install a newer Node.js (from https://nodejs.org, or with nvm install --lts), then run the same command again.'
  );
}

/** `engines.node` of the package.json above `folder`; empty where there is none. */
function engines(folder) {
  for (var at = folder; ; at = path.dirname(at)) {
    var found = read(path.join(at, 'package.json'));
    if (found !== null && found.name === 'tokamark') return (found.engines && found.engines.node) || '';
    if (path.dirname(at) === at) return '';
  }
}

function read(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch (absent) {
    return null;
  }
}

/** `^` allows later versions of the same major number, `>=` all later ones. */
function parse(text) {
  var found = /^\s*(\^|>=)\s*(\d+\.\d+\.\d+)\s*$/.exec(text);
  return found === null ? null : { same: found[1] === '^', text: found[2], least: numbers(found[2]) };
}

function numbers(version) {
  return version.split('-')[0].split('.').map(Number);
}

function within(version, part) {
  if (part.same && version[0] !== part.least[0]) return false;
  for (var at = 0; at < 3; at += 1) {
    if (version[at] !== part.least[at]) return version[at] > part.least[at];
  }
  return true;
}

function inWords(part) {
  return part.text + (part.same ? ' or a later ' + part.least[0] : ' or later');
}

module.exports = { problem: problem, engines: engines };
