// The formulas of the explorers: those of src/notes_examples, step by step, in float64; tanh is the browser's.
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
  const p = e / (1 + e);
  return p * (1 - p);
};

const activations = {
  step: { f: step, derivative: () => 0 },
  sigmoid: { f: sigmoid, derivative: sigmoidDerivative },
  tanh: { f: Math.tanh, derivative: (x) => 4 * sigmoidDerivative(2 * x) },
  relu: { f: (x) => (x <= 0 ? 0 : x), derivative: step },
};

const toFloat16 = (value) => {
  const size = Math.abs(Math.fround(value));
  if (size >= 65520) return Math.sign(value) * Infinity;
  const unit = 2 ** (Math.max(-14, Math.floor(Math.log2(size || 1))) - 10);
  return Math.sign(value) * (size / unit + 2 ** 52 - 2 ** 52) * unit; // ties to even
};

const sum = (values) => values.reduce((total, value) => total + value, 0);

// The package also puts back what the subtraction rounds off, at most 1e-13 of a term.
const softmaxTerms = (z) => z.map((value) => Math.exp(value - Math.max(...z)));

const softmaxJacobian = (p) => p.map((pi, i) => p.map((pj, j) => pi * ((i === j ? 1 : 0) - pj)));

// The cost of a prediction, and its slope.
const losses = {
  mse: { f: (z) => z, cost: (z, y) => (z - y) ** 2, slope: (z, y) => 2 * (z - y) },
  bce: {
    f: sigmoid,
    cost: (z, y) => activations.relu.f(z) - y * z + Math.log1p(expMinusAbs(z)),
    slope: (z, y) => sigmoid(z) - y,
  },
};
