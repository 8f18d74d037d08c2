using TorchSharp.Engine;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>Fills tensors with first values, outside the graph; each returns its tensor.</summary>
        public static partial class init
        {
            /// <summary>Fills with one value.</summary>
            public static Tensor constant_(Tensor tensor, Scalar val) => Fill(tensor, () => tensor.fill_(val));

            /// <summary>Fills with 1.</summary>
            public static Tensor ones_(Tensor tensor) => constant_(tensor, 1);

            /// <summary>Fills with 0.</summary>
            public static Tensor zeros_(Tensor tensor) => constant_(tensor, 0);

            /// <summary>Fills evenly from low to high.</summary>
            public static Tensor uniform_(Tensor tensor, double low = 0, double high = 1, Generator generator = null) =>
                Fill(tensor, () => tensor.uniform_(low, high, generator));

            /// <summary>Fills from a normal distribution.</summary>
            public static Tensor normal_(Tensor tensor, double mean = 0, double std = 1, Generator generator = null) =>
                Fill(tensor, () => tensor.normal_(mean, std, generator));

            /// <summary>Fills from a normal distribution cut off at a and b.</summary>
            public static Tensor trunc_normal_(Tensor tensor, double mean = 0, double std = 1, double a = -2, double b = 2,
                Generator generator = null)
            {
                var low = NormalShare((a - mean) / std);
                var high = NormalShare((b - mean) / std);
                return Fill(tensor, () => tensor.uniform_((2 * low) - 1, (2 * high) - 1, generator)
                    .erfinv_().mul_(std * Math.Sqrt(2)).add_(mean).clamp_(a, b));
            }

            /// <summary>Fills a matrix with 1 on the diagonal and 0 elsewhere.</summary>
            public static Tensor eye_(Tensor tensor)
            {
                Expect(tensor, tensor.dim() == 2, "two axes");
                using var identity = eye(tensor.shape[0], tensor.shape[1], tensor.dtype, tensor.device);
                return Fill(tensor, () => tensor.copy_(identity));
            }

            /// <summary>Fills a convolution's weight so that it passes on as many channels as it can.</summary>
            public static Tensor dirac_(Tensor tensor)
            {
                Expect(tensor, tensor.dim() is >= 3 and <= 5, "three to five axes");
                return Fill(tensor, () =>
                {
                    using var scope = NewDisposeScope();
                    tensor.zero_();
                    var middle = tensor.shape[2..].Select(size => TensorIndex.Single(size / 2)).ToArray();
                    for (var channel = 0L; channel < Math.Min(tensor.shape[0], tensor.shape[1]); channel++)
                    {
                        tensor[[TensorIndex.Single(channel), TensorIndex.Single(channel), .. middle]] = ones([], tensor.dtype, tensor.device);
                    }
                });
            }

            /// <summary>Fills evenly with variance gain^2 2 / (in + out).</summary>
            public static Tensor xavier_uniform_(Tensor tensor, double gain = 1.0)
            {
                var bound = gain * Math.Sqrt(6.0 / SumOfFans(tensor));
                return uniform_(tensor, -bound, bound);
            }

            /// <summary>Fills from a normal distribution with variance gain^2 2 / (in + out).</summary>
            public static Tensor xavier_normal_(Tensor tensor, double gain = 1.0) => normal_(tensor, 0,
                gain * Math.Sqrt(2.0 / SumOfFans(tensor)));

            /// <summary>Same as <see cref="xavier_uniform_"/>.</summary>
            public static Tensor glorot_uniform_(Tensor tensor, double gain = 1.0) => xavier_uniform_(tensor, gain);

            /// <summary>Same as <see cref="xavier_normal_"/>.</summary>
            public static Tensor glorot_normal_(Tensor tensor, double gain = 1.0) => xavier_normal_(tensor, gain);

            /// <summary>Fills evenly with variance gain^2 / fan.</summary>
            public static Tensor kaiming_uniform_(Tensor tensor, double a = 0, FanInOut mode = FanInOut.FanIn,
                NonlinearityType nonlinearity = NonlinearityType.LeakyReLU)
            {
                var bound = Math.Sqrt(3) * Deviation(tensor, a, mode, nonlinearity);
                return uniform_(tensor, -bound, bound);
            }

            /// <summary>Fills from a normal distribution with variance gain^2 / fan.</summary>
            public static Tensor kaiming_normal_(Tensor tensor, double a = 0, FanInOut mode = FanInOut.FanIn,
                NonlinearityType nonlinearity = NonlinearityType.LeakyReLU) =>
                normal_(tensor, 0, Deviation(tensor, a, mode, nonlinearity));

            /// <summary>Fills with orthogonal rows, or columns where there are fewer of them, times a gain.</summary>
            public static Tensor orthogonal_(Tensor tensor, double gain = 1.0)
            {
                Expect(tensor, tensor.dim() >= 2, "at least two axes");
                var (rows, columns) = (tensor.shape[0], tensor.numel() / tensor.shape[0]);
                return Fill(tensor, () =>
                {
                    using var scope = NewDisposeScope();
                    var random = randn([Math.Max(rows, columns), Math.Min(rows, columns)], tensor.dtype, tensor.device);
                    var (q, r) = Operator.CallTwo("linalg_qr", random);
                    var signed = q * r.diagonal().sign();
                    var result = rows < columns ? signed.t() : signed;
                    tensor.copy_(result.reshape(tensor.shape)).mul_(gain);
                });
            }

            /// <summary>Fills a matrix from a normal distribution and zeroes a share of each column.</summary>
            public static Tensor sparse_(Tensor tensor, double sparsity, double std = 0.01)
            {
                Expect(tensor, tensor.dim() == 2, "two axes");
                var zeros = (long)Math.Ceiling(sparsity * tensor.shape[0]);
                return Fill(tensor, () =>
                {
                    using var scope = NewDisposeScope();
                    tensor.normal_(0, std);
                    var order = rand(tensor.shape, ScalarType.Float32, tensor.device).argsort(0);
                    tensor.masked_fill_(order.argsort(0) < zeros, 0);
                });
            }

            private static Tensor Fill(Tensor tensor, Action fill)
            {
                using var mode = no_grad();
                fill();
                return tensor;
            }

            private static void Expect(Tensor tensor, bool holds, string what)
            {
                if (!holds)
                {
                    throw new ArgumentException($"Expected a tensor of {what}; got [{string.Join(", ", tensor.shape)}].");
                }
            }
        }
    }
}
