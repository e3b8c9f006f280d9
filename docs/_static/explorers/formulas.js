// The formulas of the explorers: those of src/notes_examples, step by step, in float64.
// tests/test_explorers.py compares what they give with the package.
"use strict";

const expMinusAbs = (x) => Math.exp(x > 0 ? -x : x);

const step = (x) => (x > 0 ? 1 : 0);

const sigmoid = (x) => {
  const e = expMinusAbs(x);
  return x > 0 ? 1 / (1 + e) : e / (1 + e);
};

const sigmoidDerivative = (x) => {
  const e = expMinusAbs(x);
  return e / (1 + e) ** 2;
};

const tanh = (x) => {
  const t = Math.expm1(2 * (x > 0 ? -x : x));
  const negativeHalf = t / (2 + t);
  return x > 0 ? -negativeHalf : negativeHalf;
};

const activations = {
  step: { f: step, derivative: () => 0 },
  sigmoid: { f: sigmoid, derivative: sigmoidDerivative },
  tanh: { f: tanh, derivative: (x) => 4 * sigmoidDerivative(2 * x) },
  relu: { f: (x) => (x <= 0 ? 0 : x), derivative: step },
};

const toFloat16 = (value) => {
  const size = Math.abs(Math.fround(value));
  if (size >= 65520) return Math.sign(value) * Infinity;
  const unit = 2 ** (Math.max(-14, Math.floor(Math.log2(size || 1))) - 10);
  const [whole, rest] = [Math.floor(size / unit), (size / unit) % 1];
  const up = rest > 0.5 || (rest === 0.5 && whole % 2 === 1);
  return Math.sign(value) * (whole + (up ? 1 : 0)) * unit;
};

// A difference and its rounding error (Knuth), as softmax needs them.
const difference = (a, b) => {
  const d = a - b;
  const minusB = d - a;
  const error = a - (d - minusB) - (b + minusB);
  return [d, Number.isNaN(error) ? 0 : error];
};

const sum = (values) => values.reduce((total, value) => total + value, 0);

const softmaxTerms = (z) => {
  const shifted = z.map((value) => difference(value, Math.max(...z)));
  return shifted.map(([d, error]) => Math.exp(d) * (1 + error));
};

const softmaxJacobian = (p) => p.map((pi, i) => p.map((pj, j) => pi * ((i === j ? 1 : 0) - pj)));
