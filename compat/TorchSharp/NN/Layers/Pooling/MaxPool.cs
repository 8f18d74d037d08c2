using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules
{
    /// <summary>Largest values of windows of [B, C, L].</summary>
    public sealed class MaxPool1d : ParameterLessModule<Tensor, Tensor>
    {
        internal MaxPool1d(long kernel_size, long? stride, long? padding, long? dilation, bool ceil_mode) : base(nameof(MaxPool1d))
        {
            this.kernel_size = kernel_size;
            this.stride = stride;
            this.padding = padding;
            this.dilation = dilation;
            this.ceil_mode = ceil_mode;
        }

        /// <summary>As given at construction.</summary>
        public long kernel_size { get; set; }

        /// <summary>As given at construction.</summary>
        public long? stride { get; set; }

        /// <summary>As given at construction.</summary>
        public long? padding { get; set; }

        /// <summary>As given at construction.</summary>
        public long? dilation { get; set; }

        /// <summary>As given at construction.</summary>
        public bool ceil_mode { get; set; }

        /// <inheritdoc/>
        public override Tensor forward(Tensor input) => functional.max_pool1d(input, kernel_size, stride, padding, dilation, ceil_mode);

        /// <summary>The result and where in the input it comes from.</summary>
        public (Tensor Values, Tensor Indices) forward_with_indices(Tensor input) => functional.max_pool1d_with_indices(input,
            kernel_size, stride, padding, dilation, ceil_mode);
    }

    /// <summary>Largest values of windows of [B, C, H, W].</summary>
    public sealed class MaxPool2d : ParameterLessModule<Tensor, Tensor>
    {
        internal MaxPool2d(long[] kernel_size, long[] stride, long[] padding, long[] dilation, bool ceil_mode) : base(nameof(MaxPool2d))
        {
            this.kernel_size = kernel_size;
            this.stride = stride;
            this.padding = padding;
            this.dilation = dilation;
            this.ceil_mode = ceil_mode;
        }

        /// <summary>As given at construction.</summary>
        public long[] kernel_size { get; set; }

        /// <summary>As given at construction.</summary>
        public long[] stride { get; set; }

        /// <summary>As given at construction.</summary>
        public long[] padding { get; set; }

        /// <summary>As given at construction.</summary>
        public long[] dilation { get; set; }

        /// <summary>As given at construction.</summary>
        public bool ceil_mode { get; set; }

        /// <inheritdoc/>
        public override Tensor forward(Tensor input) => functional.max_pool2d(input, kernel_size, stride, padding, dilation, ceil_mode);

        /// <summary>The result and where in the input it comes from.</summary>
        public (Tensor Values, Tensor Indices) forward_with_indices(Tensor input) => functional.max_pool2d_with_indices(input,
            kernel_size, stride, padding, dilation, ceil_mode);
    }

    /// <summary>Largest values of windows of [B, C, D, H, W].</summary>
    public sealed class MaxPool3d : ParameterLessModule<Tensor, Tensor>
    {
        internal MaxPool3d(long[] kernel_size, long[] stride, long[] padding, long[] dilation, bool ceil_mode) : base(nameof(MaxPool3d))
        {
            this.kernel_size = kernel_size;
            this.stride = stride;
            this.padding = padding;
            this.dilation = dilation;
            this.ceil_mode = ceil_mode;
        }

        /// <summary>As given at construction.</summary>
        public long[] kernel_size { get; set; }

        /// <summary>As given at construction.</summary>
        public long[] stride { get; set; }

        /// <summary>As given at construction.</summary>
        public long[] padding { get; set; }

        /// <summary>As given at construction.</summary>
        public long[] dilation { get; set; }

        /// <summary>As given at construction.</summary>
        public bool ceil_mode { get; set; }

        /// <inheritdoc/>
        public override Tensor forward(Tensor input) => functional.max_pool3d(input, kernel_size, stride, padding, dilation, ceil_mode);

        /// <summary>The result and where in the input it comes from.</summary>
        public (Tensor Values, Tensor Indices) forward_with_indices(Tensor input) => functional.max_pool3d_with_indices(input,
            kernel_size, stride, padding, dilation, ceil_mode);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Largest values of windows of [B, C, L].</summary>
            public static Modules.MaxPool1d MaxPool1d(long kernel_size, long? stride = null, long? padding = null, long? dilation = null,
                bool ceil_mode = false) =>
                new(kernel_size, stride, padding, dilation, ceil_mode);

            /// <summary>Largest values of windows of [B, C, H, W].</summary>
            public static Modules.MaxPool2d MaxPool2d(long[] kernel_size, long[] stride = null, long[] padding = null, long[] dilation = null,
                bool ceil_mode = false) =>
                new(kernel_size, stride, padding, dilation, ceil_mode);

            /// <summary>Largest values of windows of [B, C, H, W].</summary>
            public static Modules.MaxPool2d MaxPool2d((long, long) kernel_size, (long, long)? stride = null, (long, long)? padding = null,
                (long, long)? dilation = null, bool ceil_mode = false) =>
                new(functional.Pair(kernel_size), functional.Pair(stride), functional.Pair(padding), functional.Pair(dilation), ceil_mode);

            /// <summary>Largest values of windows of [B, C, H, W].</summary>
            public static Modules.MaxPool2d MaxPool2d(long kernel_size, long? stride = null, long? padding = null, long? dilation = null,
                bool ceil_mode = false) =>
                new(functional.Same(kernel_size, 2), functional.Same(stride, 2), functional.Same(padding, 2),
                    functional.Same(dilation, 2), ceil_mode);

            /// <summary>Largest values of windows of [B, C, D, H, W].</summary>
            public static Modules.MaxPool3d MaxPool3d(long[] kernel_size, long[] stride = null, long[] padding = null, long[] dilation = null,
                bool ceil_mode = false) =>
                new(kernel_size, stride, padding, dilation, ceil_mode);

            /// <summary>Largest values of windows of [B, C, D, H, W].</summary>
            public static Modules.MaxPool3d MaxPool3d((long, long, long) kernel_size, (long, long, long)? stride = null,
                (long, long, long)? padding = null,
                (long, long, long)? dilation = null, bool ceil_mode = false) =>
                new(functional.Triple(kernel_size), functional.Triple(stride), functional.Triple(padding), functional.Triple(dilation),
                    ceil_mode);

            /// <summary>Largest values of windows of [B, C, D, H, W].</summary>
            public static Modules.MaxPool3d MaxPool3d(long kernel_size, long? stride = null, long? padding = null, long? dilation = null,
                bool ceil_mode = false) =>
                new(functional.Same(kernel_size, 3), functional.Same(stride, 3), functional.Same(padding, 3),
                    functional.Same(dilation, 3), ceil_mode);
        }
    }
}
