namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class init
        {
            /// <summary>By how much a nonlinearity shrinks what passes through it.</summary>
            public static double calculate_gain(NonlinearityType nonlinearity, double param = 0.0) => nonlinearity switch
            {
                NonlinearityType.Tanh => 5.0 / 3.0,
                NonlinearityType.ReLU => Math.Sqrt(2.0),
                NonlinearityType.LeakyReLU => Math.Sqrt(2.0 / (1 + (param * param))),
                _ => 1.0,
            };

            /// <summary>How many numbers one output sees, and how many outputs one number reaches.</summary>
            /// <exception cref="ArgumentException">The tensor has fewer than two axes.</exception>
            public static (long fanIn, long fanOut) CalculateFanInAndFanOut(Tensor tensor)
            {
                Expect(tensor, tensor.dim() >= 2, "at least two axes");
                var shape = tensor.shape;
                var field = shape[2..].Aggregate(1L, (product, size) => product * size);
                return (shape[1] * field, shape[0] * field);
            }

            /// <summary>Evenly within 1 / sqrt(fan): the bias of linear layers and convolutions.</summary>
            internal static void UniformByFan(Tensor tensor, long fan)
            {
                var bound = fan > 0 ? 1 / Math.Sqrt(fan) : 0;
                uniform_(tensor, -bound, bound);
            }

            private static long SumOfFans(Tensor tensor)
            {
                var (fanIn, fanOut) = CalculateFanInAndFanOut(tensor);
                return fanIn + fanOut;
            }

            private static double Deviation(Tensor tensor, double a, FanInOut mode, NonlinearityType nonlinearity)
            {
                var (fanIn, fanOut) = CalculateFanInAndFanOut(tensor);
                return calculate_gain(nonlinearity, a) / Math.Sqrt(mode == FanInOut.FanIn ? fanIn : fanOut);
            }

            /// <summary>The share of a standard normal distribution below x.</summary>
            private static double NormalShare(double x)
            {
                using var scaled = torch.tensor(x / Math.Sqrt(2), ScalarType.Float64);
                using var value = scaled.erf();
                return (1 + value.item<double>()) / 2;
            }
        }
    }
}
