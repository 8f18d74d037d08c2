namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>Resamples the axes after [B, C] to sizes or by factors.</summary>
            /// <exception cref="ArgumentException">Neither or both of size and factor are given, or the mode does not fit the axes.</exception>
            public static Tensor interpolate(Tensor x, long[] size = null, double[] scale_factor = null,
                InterpolationMode mode = InterpolationMode.Nearest, bool? align_corners = null, bool recompute_scale_factor = false,
                bool antialias = false)
            {
                if (size is null == scale_factor is null)
                {
                    throw new ArgumentException("Expected either size or scale_factor; give exactly one of them.");
                }

                var axes = x.shape.Length - 2;
                size = Repeat(size, axes);
                scale_factor = Repeat(scale_factor, axes);
                if (scale_factor is not null && (recompute_scale_factor || mode == InterpolationMode.Area))
                {
                    size = Enumerable.Range(0, axes).Select(i => (long)Math.Floor(x.shape[i + 2] * scale_factor[i])).ToArray();
                    scale_factor = null;
                }

                var corners = align_corners ?? false;
                return (mode, axes) switch
                {
                    (InterpolationMode.Nearest, >= 1 and <= 3) => Call($"upsample_nearest{axes}d.vec", x, size, scale_factor),
                    (InterpolationMode.NearestExact, >= 1 and <= 3) => Call($"_upsample_nearest_exact{axes}d.vec", x, size, scale_factor),
                    (InterpolationMode.Area, 1) => adaptive_avg_pool1d(x, size[0]),
                    (InterpolationMode.Area, 2) => adaptive_avg_pool2d(x, size),
                    (InterpolationMode.Area, 3) => adaptive_avg_pool3d(x, size),
                    (InterpolationMode.Linear, 1) => Call("upsample_linear1d.vec", x, size, corners, scale_factor),
                    (InterpolationMode.Bilinear, 2) =>
                        Call(antialias ? "_upsample_bilinear2d_aa.vec" : "upsample_bilinear2d.vec", x, size, corners, scale_factor),
                    (InterpolationMode.Bicubic, 2) =>
                        Call(antialias ? "_upsample_bicubic2d_aa.vec" : "upsample_bicubic2d.vec", x, size, corners, scale_factor),
                    (InterpolationMode.Trilinear, 3) => Call("upsample_trilinear3d.vec", x, size, corners, scale_factor),
                    _ => throw new ArgumentException($"Expected a mode for {axes} axes after batch and channels; got {mode}."),
                };
            }

            /// <summary>Resamples the axes after [B, C] to sizes or by factors.</summary>
            public static Tensor upsample(Tensor input, long[] size = null, double[] scale_factor = null,
                UpsampleMode mode = UpsampleMode.Nearest,
                bool align_corners = false) =>
                interpolate(input, size, scale_factor, (InterpolationMode)mode, align_corners);

            private static T[] Repeat<T>(T[] values, int count) => values is { Length: 1 } ? Enumerable.Repeat(values[0],
                count).ToArray() : values;
        }
    }
}
