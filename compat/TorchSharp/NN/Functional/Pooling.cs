namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>Means of windows of [B, C, L].</summary>
            public static Tensor avg_pool1d(Tensor input, long kernel_size, long? stride = null, long? padding = null, bool ceil_mode = false,
                bool count_include_pad = true) =>
                Call("avg_pool1d", input, kernel_size, stride, padding, ceil_mode, count_include_pad);

            /// <summary>Means of windows of [B, C, H, W].</summary>
            public static Tensor avg_pool2d(Tensor input, long[] kernel_size, long[] stride = null, long[] padding = null,
                bool ceil_mode = false,
                bool count_include_pad = true, long? divisor_override = null) =>
                Call("avg_pool2d", input, kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override);

            /// <summary>Means of windows of [B, C, H, W].</summary>
            public static Tensor avg_pool2d(Tensor input, long kernel_size, long? stride = null, long padding = 0, bool ceil_mode = false,
                bool count_include_pad = true, long? divisor_override = null) =>
                Call("avg_pool2d", input, kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override);

            /// <summary>Means of windows of [B, C, H, W].</summary>
            public static Tensor avg_pool2d(Tensor input, (long, long) kernel_size, (long, long)? stride = null, (long, long)? padding = null,
                bool ceil_mode = false, bool count_include_pad = true, long? divisor_override = null) =>
                avg_pool2d(input, Pair(kernel_size), Pair(stride), Pair(padding), ceil_mode, count_include_pad, divisor_override);

            /// <summary>Means of windows of [B, C, D, H, W].</summary>
            public static Tensor avg_pool3d(Tensor input, long[] kernel_size, long[] stride = null, long[] padding = null,
                bool ceil_mode = false,
                bool count_include_pad = true, long? divisor_override = null) =>
                Call("avg_pool3d", input, kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override);

            /// <summary>Largest values of windows of [B, C, L].</summary>
            public static Tensor max_pool1d(Tensor input, long kernel_size, long? stride = null, long? padding = null, long? dilation = null,
                bool ceil_mode = false) =>
                Call("max_pool1d", input, kernel_size, stride, padding, dilation, ceil_mode);

            /// <summary>Largest values of windows of [B, C, L], and where they are.</summary>
            public static (Tensor output, Tensor indices) max_pool1d_with_indices(Tensor input, long kernel_size, long? stride = null,
                long? padding = null, long? dilation = null, bool ceil_mode = false) =>
                CallTwo("max_pool1d_with_indices", input, kernel_size, stride, padding, dilation, ceil_mode);

            /// <summary>Largest values of windows of [B, C, H, W].</summary>
            public static Tensor max_pool2d(Tensor input, long[] kernel_size, long[] strides = null, long[] padding = null,
                long[] dilation = null,
                bool ceil_mode = false) =>
                Call("max_pool2d", input, kernel_size, strides, padding, dilation, ceil_mode);

            /// <summary>Largest values of windows of [B, C, H, W].</summary>
            public static Tensor max_pool2d(Tensor input, long kernel_size, long? stride = null, long? padding = null, long? dilation = null,
                bool ceil_mode = false) =>
                Call("max_pool2d", input, kernel_size, stride, padding, dilation, ceil_mode);

            /// <summary>Largest values of windows of [B, C, H, W].</summary>
            public static Tensor max_pool2d(Tensor input, (long, long) kernel_size, (long, long)? stride = null, (long, long)? padding = null,
                (long, long)? dilation = null, bool ceil_mode = false) =>
                max_pool2d(input, Pair(kernel_size), Pair(stride), Pair(padding), Pair(dilation), ceil_mode);

            /// <summary>Largest values of windows of [B, C, H, W], and where they are.</summary>
            public static (Tensor output, Tensor indices) max_pool2d_with_indices(Tensor input, long[] kernel_size, long[] strides = null,
                long[] padding = null, long[] dilation = null, bool ceil_mode = false) =>
                CallTwo("max_pool2d_with_indices", input, kernel_size, strides, padding, dilation, ceil_mode);

            /// <summary>Largest values of windows of [B, C, D, H, W].</summary>
            public static Tensor max_pool3d(Tensor input, long[] kernel_size, long[] strides = null, long[] padding = null,
                long[] dilation = null,
                bool ceil_mode = false) =>
                Call("max_pool3d", input, kernel_size, strides, padding, dilation, ceil_mode);

            /// <summary>Largest values of windows of [B, C, D, H, W], and where they are.</summary>
            public static (Tensor output, Tensor indices) max_pool3d_with_indices(Tensor input, long[] kernel_size, long[] strides = null,
                long[] padding = null, long[] dilation = null, bool ceil_mode = false) =>
                CallTwo("max_pool3d_with_indices", input, kernel_size, strides, padding, dilation, ceil_mode);

            internal static long[] Pair((long, long) pair) => [pair.Item1, pair.Item2];

            internal static long[] Pair((long, long)? pair) => pair is { } given ? Pair(given) : null;

            internal static long[] Triple((long, long, long) triple) => [triple.Item1, triple.Item2, triple.Item3];

            internal static long[] Same(long size, int axes) => [.. Enumerable.Repeat(size, axes)];

            internal static long[] Same(long? size, int axes) => size is { } given ? Same(given, axes) : null;

            internal static long[] Triple((long, long, long)? triple) => triple is { } given ? Triple(given) : null;
        }
    }
}
