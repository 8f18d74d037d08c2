namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>Means over as many windows of [B, C, L] as asked for.</summary>
            public static Tensor adaptive_avg_pool1d(Tensor input, long output_size) => Call("adaptive_avg_pool1d", input, output_size);

            /// <summary>Means over as many windows of [B, C, H, W] as asked for.</summary>
            public static Tensor adaptive_avg_pool2d(Tensor input, long[] output_size) => Call("adaptive_avg_pool2d", input, output_size);

            /// <summary>Means over as many windows of [B, C, H, W] as asked for.</summary>
            public static Tensor adaptive_avg_pool2d(Tensor input, (long, long) output_size) => adaptive_avg_pool2d(input, Pair(output_size));

            /// <summary>Means over as many windows of [B, C, H, W] as asked for.</summary>
            public static Tensor adaptive_avg_pool2d(Tensor input, long output_size) => adaptive_avg_pool2d(input, [output_size, output_size]);

            /// <summary>Means over as many windows of [B, C, D, H, W] as asked for.</summary>
            public static Tensor adaptive_avg_pool3d(Tensor input, long[] output_size) => Call("adaptive_avg_pool3d", input, output_size);

            /// <summary>Means over as many windows of [B, C, D, H, W] as asked for.</summary>
            public static Tensor adaptive_avg_pool3d(Tensor input, (long, long, long) output_size) => adaptive_avg_pool3d(input,
                Triple(output_size));

            /// <summary>Means over as many windows of [B, C, D, H, W] as asked for.</summary>
            public static Tensor adaptive_avg_pool3d(Tensor input, long output_size) =>
                adaptive_avg_pool3d(input, [output_size, output_size, output_size]);

            /// <summary>Largest values of as many windows of [B, C, L] as asked for.</summary>
            public static Tensor adaptive_max_pool1d(Tensor input,
                long output_size) => First(adaptive_max_pool1d_with_indices(input, output_size));

            /// <summary>Largest values of as many windows of [B, C, H, W] as asked for.</summary>
            public static Tensor adaptive_max_pool2d(Tensor input,
                long[] output_size) => First(adaptive_max_pool2d_with_indices(input, output_size));

            /// <summary>Largest values of as many windows of [B, C, D, H, W] as asked for.</summary>
            public static Tensor adaptive_max_pool3d(Tensor input,
                long[] output_size) => First(adaptive_max_pool3d_with_indices(input, output_size));

            /// <summary>Largest values of as many windows of [B, C, L] as asked for, and where they are.</summary>
            public static (Tensor output, Tensor indices) adaptive_max_pool1d_with_indices(Tensor input, long output_size) =>
                CallTwo("adaptive_max_pool1d", input, output_size);

            /// <summary>Largest values of as many windows of [B, C, H, W] as asked for, and where they are.</summary>
            public static (Tensor output, Tensor indices) adaptive_max_pool2d_with_indices(Tensor input, long[] output_size) =>
                CallTwo("adaptive_max_pool2d", input, output_size);

            /// <summary>Largest values of as many windows of [B, C, D, H, W] as asked for, and where they are.</summary>
            public static (Tensor output, Tensor indices) adaptive_max_pool3d_with_indices(Tensor input, long[] output_size) =>
                CallTwo("adaptive_max_pool3d", input, output_size);

            private static Tensor First((Tensor output, Tensor indices) pair)
            {
                pair.indices.Dispose();
                return pair.output;
            }
        }
    }
}
