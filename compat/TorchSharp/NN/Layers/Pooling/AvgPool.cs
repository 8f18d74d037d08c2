using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules
{
    /// <summary>Means of windows of [B, C, L].</summary>
    public sealed class AvgPool1d : ParameterLessModule<Tensor, Tensor>
    {
        internal AvgPool1d(long kernel_size, long? stride, long? padding, bool ceil_mode, bool count_include_pad) : base(nameof(AvgPool1d))
        {
            this.kernel_size = kernel_size;
            this.stride = stride;
            this.padding = padding;
            this.ceil_mode = ceil_mode;
            this.count_include_pad = count_include_pad;
        }

        /// <summary>As given at construction.</summary>
        public long kernel_size { get; set; }

        /// <summary>As given at construction.</summary>
        public long? stride { get; set; }

        /// <summary>As given at construction.</summary>
        public long? padding { get; set; }

        /// <summary>As given at construction.</summary>
        public bool ceil_mode { get; set; }

        /// <summary>As given at construction.</summary>
        public bool count_include_pad { get; set; }

        /// <inheritdoc/>
        public override Tensor forward(Tensor input) => functional.avg_pool1d(input, kernel_size, stride, padding, ceil_mode, count_include_pad);
    }

    /// <summary>Means of windows of [B, C, H, W].</summary>
    public sealed class AvgPool2d : ParameterLessModule<Tensor, Tensor>
    {
        internal AvgPool2d(long[] kernel_size, long[] stride, long[] padding, bool ceil_mode, bool count_include_pad,
            long? divisor_override) : base(nameof(AvgPool2d))
        {
            this.kernel_size = kernel_size;
            this.stride = stride;
            this.padding = padding;
            this.ceil_mode = ceil_mode;
            this.count_include_pad = count_include_pad;
            this.divisor_override = divisor_override;
        }

        /// <summary>As given at construction.</summary>
        public long[] kernel_size { get; set; }

        /// <summary>As given at construction.</summary>
        public long[] stride { get; set; }

        /// <summary>As given at construction.</summary>
        public long[] padding { get; set; }

        /// <summary>As given at construction.</summary>
        public bool ceil_mode { get; set; }

        /// <summary>As given at construction.</summary>
        public bool count_include_pad { get; set; }

        /// <summary>As given at construction.</summary>
        public long? divisor_override { get; set; }

        /// <inheritdoc/>
        public override Tensor forward(Tensor input) => functional.avg_pool2d(input, kernel_size, stride, padding, ceil_mode,
            count_include_pad, divisor_override);
    }

    /// <summary>Means of windows of [B, C, D, H, W].</summary>
    public sealed class AvgPool3d : ParameterLessModule<Tensor, Tensor>
    {
        internal AvgPool3d(long[] kernel_size, long[] stride, long[] padding, bool ceil_mode, bool count_include_pad,
            long? divisor_override) : base(nameof(AvgPool3d))
        {
            this.kernel_size = kernel_size;
            this.stride = stride;
            this.padding = padding;
            this.ceil_mode = ceil_mode;
            this.count_include_pad = count_include_pad;
            this.divisor_override = divisor_override;
        }

        /// <summary>As given at construction.</summary>
        public long[] kernel_size { get; set; }

        /// <summary>As given at construction.</summary>
        public long[] stride { get; set; }

        /// <summary>As given at construction.</summary>
        public long[] padding { get; set; }

        /// <summary>As given at construction.</summary>
        public bool ceil_mode { get; set; }

        /// <summary>As given at construction.</summary>
        public bool count_include_pad { get; set; }

        /// <summary>As given at construction.</summary>
        public long? divisor_override { get; set; }

        /// <inheritdoc/>
        public override Tensor forward(Tensor input) => functional.avg_pool3d(input, kernel_size, stride, padding, ceil_mode,
            count_include_pad, divisor_override);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Means of windows of [B, C, L].</summary>
            public static Modules.AvgPool1d AvgPool1d(long kernel_size, long? stride = null, long padding = 0, bool ceil_mode = false,
                bool count_include_pad = true) =>
                new(kernel_size, stride, padding, ceil_mode, count_include_pad);

            /// <summary>Means of windows of [B, C, H, W].</summary>
            public static Modules.AvgPool2d AvgPool2d(long[] kernel_size, long[] stride = null, long[] padding = null, bool ceil_mode = false,
                bool count_include_pad = true, long? divisor_override = null) =>
                new(kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override);

            /// <summary>Means of windows of [B, C, H, W].</summary>
            public static Modules.AvgPool2d AvgPool2d((long, long) kernel_size, (long, long)? stride = null, (long, long)? padding = null,
                bool ceil_mode = false, bool count_include_pad = true, long? divisor_override = null) =>
                new(functional.Pair(kernel_size), functional.Pair(stride), functional.Pair(padding), ceil_mode, count_include_pad,
                    divisor_override);

            /// <summary>Means of windows of [B, C, H, W].</summary>
            public static Modules.AvgPool2d AvgPool2d(long kernel_size, long? stride = null, long? padding = null, bool ceil_mode = false,
                bool count_include_pad = true, long? divisor_override = null) =>
                new(functional.Same(kernel_size, 2), functional.Same(stride, 2), functional.Same(padding, 2), ceil_mode,
                    count_include_pad, divisor_override);

            /// <summary>Means of windows of [B, C, D, H, W].</summary>
            public static Modules.AvgPool3d AvgPool3d(long[] kernel_size, long[] stride = null, long[] padding = null, bool ceil_mode = false,
                bool count_include_pad = true, long? divisor_override = null) =>
                new(kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override);

            /// <summary>Means of windows of [B, C, D, H, W].</summary>
            public static Modules.AvgPool3d AvgPool3d((long, long, long) kernel_size, (long, long, long)? stride = null,
                (long, long, long)? padding = null,
                bool ceil_mode = false, bool count_include_pad = true, long? divisor_override = null) =>
                new(functional.Triple(kernel_size), functional.Triple(stride), functional.Triple(padding), ceil_mode, count_include_pad,
                    divisor_override);

            /// <summary>Means of windows of [B, C, D, H, W].</summary>
            public static Modules.AvgPool3d AvgPool3d(long kernel_size, long? stride = null, long? padding = null, bool ceil_mode = false,
                bool count_include_pad = true, long? divisor_override = null) =>
                new(functional.Same(kernel_size, 3), functional.Same(stride, 3), functional.Same(padding, 3), ceil_mode,
                    count_include_pad, divisor_override);
        }
    }
}
