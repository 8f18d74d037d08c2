namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>How a loss becomes one number.</summary>
        public enum Reduction : long
        {
            /// <summary>Not at all.</summary>
            None = 0,

            /// <summary>The mean.</summary>
            Mean = 1,

            /// <summary>The sum.</summary>
            Sum = 2,
        }

        /// <summary>Nonlinearities of recurrent cells.</summary>
        public enum NonLinearities
        {
            /// <summary>max(0, x).</summary>
            ReLU = 0,

            /// <summary>Hyperbolic tangent.</summary>
            Tanh = 1,
        }

        /// <summary>Activations of transformer layers.</summary>
        public enum Activations
        {
            /// <summary>max(0, x).</summary>
            ReLU = 0,

            /// <summary>x * Phi(x).</summary>
            GELU = 1,
        }
    }

    /// <summary>Ways to resample.</summary>
    public enum InterpolationMode
    {
        /// <summary>The nearest sample, rounding down.</summary>
        Nearest = 0,

        /// <summary>Linear in one axis.</summary>
        Linear = 1,

        /// <summary>Linear in two axes.</summary>
        Bilinear = 2,

        /// <summary>Cubic in two axes.</summary>
        Bicubic = 3,

        /// <summary>Linear in three axes.</summary>
        Trilinear = 4,

        /// <summary>The mean of an area.</summary>
        Area = 5,

        /// <summary>The nearest sample.</summary>
        NearestExact = 6,
    }

    /// <summary>Ways to upsample.</summary>
    public enum UpsampleMode
    {
        /// <summary>The nearest sample, rounding down.</summary>
        Nearest = 0,

        /// <summary>Linear in one axis.</summary>
        Linear = 1,

        /// <summary>Linear in two axes.</summary>
        Bilinear = 2,

        /// <summary>Cubic in two axes.</summary>
        Bicubic = 3,

        /// <summary>Linear in three axes.</summary>
        Trilinear = 4,
    }
}
