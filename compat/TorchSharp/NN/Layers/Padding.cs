using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules
{
    /// <summary>Pads the last axes.</summary>
    public abstract class PadBase : ParameterLessModule<Tensor, Tensor>
    {
        private readonly PaddingModes _mode;

        /// <summary>Padding of a kind.</summary>
        protected PadBase(string name, PaddingModes mode, double value, params long[] padding) : base(name)
        {
            _mode = mode;
            this.value = value;
            this.padding = padding;
        }

        /// <summary>Last axis before and after, then the one before it, and so on.</summary>
        public long[] padding { get; set; }

        /// <summary>What constant padding is filled with.</summary>
        public double value { get; set; }

        /// <inheritdoc/>
        public override Tensor forward(Tensor input) => functional.pad(input, padding, _mode, value);
    }

    /// <summary>Pads the last axis with one value.</summary>
    public sealed class ConstantPad1d : PadBase
    {
        internal ConstantPad1d(double value, params long[] padding) : base(nameof(ConstantPad1d), PaddingModes.Constant, value, padding)
        {
        }
    }

    /// <summary>Pads the last 2 axes with one value.</summary>
    public sealed class ConstantPad2d : PadBase
    {
        internal ConstantPad2d(double value, params long[] padding) : base(nameof(ConstantPad2d), PaddingModes.Constant, value, padding)
        {
        }
    }

    /// <summary>Pads the last 3 axes with one value.</summary>
    public sealed class ConstantPad3d : PadBase
    {
        internal ConstantPad3d(double value, params long[] padding) : base(nameof(ConstantPad3d), PaddingModes.Constant, value, padding)
        {
        }
    }

    /// <summary>Pads the last 2 axes with zeros.</summary>
    public sealed class ZeroPad2d : PadBase
    {
        internal ZeroPad2d(params long[] padding) : base(nameof(ZeroPad2d), PaddingModes.Constant, 0, padding)
        {
        }
    }

    /// <summary>Pads the last axis with the values mirrored at the edge.</summary>
    public sealed class ReflectionPad1d : PadBase
    {
        internal ReflectionPad1d(params long[] padding) : base(nameof(ReflectionPad1d), PaddingModes.Reflect, 0, padding)
        {
        }
    }

    /// <summary>Pads the last 2 axes with the values mirrored at the edge.</summary>
    public sealed class ReflectionPad2d : PadBase
    {
        internal ReflectionPad2d(params long[] padding) : base(nameof(ReflectionPad2d), PaddingModes.Reflect, 0, padding)
        {
        }
    }

    /// <summary>Pads the last 3 axes with the values mirrored at the edge.</summary>
    public sealed class ReflectionPad3d : PadBase
    {
        internal ReflectionPad3d(params long[] padding) : base(nameof(ReflectionPad3d), PaddingModes.Reflect, 0, padding)
        {
        }
    }

    /// <summary>Pads the last axis with the value at the edge.</summary>
    public sealed class ReplicationPad1d : PadBase
    {
        internal ReplicationPad1d(params long[] padding) : base(nameof(ReplicationPad1d), PaddingModes.Replicate, 0, padding)
        {
        }
    }

    /// <summary>Pads the last 2 axes with the value at the edge.</summary>
    public sealed class ReplicationPad2d : PadBase
    {
        internal ReplicationPad2d(params long[] padding) : base(nameof(ReplicationPad2d), PaddingModes.Replicate, 0, padding)
        {
        }
    }

    /// <summary>Pads the last 3 axes with the value at the edge.</summary>
    public sealed class ReplicationPad3d : PadBase
    {
        internal ReplicationPad3d(params long[] padding) : base(nameof(ReplicationPad3d), PaddingModes.Replicate, 0, padding)
        {
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Pads the last axis with one value.</summary>
            public static Modules.ConstantPad1d ConstantPad1d(long padding, double value) => new(value, functional.Same(padding, 2));

            /// <summary>Pads the last axis with one value.</summary>
            public static Modules.ConstantPad1d ConstantPad1d((long, long) padding, double value) => new(value, padding.Item1, padding.Item2);

            /// <summary>Pads the last 2 axes with one value.</summary>
            public static Modules.ConstantPad2d ConstantPad2d(long padding, double value) => new(value, functional.Same(padding, 4));

            /// <summary>Pads the last 2 axes with one value.</summary>
            public static Modules.ConstantPad2d ConstantPad2d((long, long, long, long) padding, double value) => new(value, padding.Item1,
                padding.Item2, padding.Item3, padding.Item4);

            /// <summary>Pads the last 3 axes with one value.</summary>
            public static Modules.ConstantPad3d ConstantPad3d(long padding, double value) => new(value, functional.Same(padding, 6));

            /// <summary>Pads the last 3 axes with one value.</summary>
            public static Modules.ConstantPad3d ConstantPad3d((long, long, long, long, long, long) padding, double value) => new(value,
                padding.Item1, padding.Item2, padding.Item3, padding.Item4, padding.Item5, padding.Item6);

            /// <summary>Pads the last 2 axes with zeros.</summary>
            public static Modules.ZeroPad2d ZeroPad2d(long padding) => new(functional.Same(padding, 4));

            /// <summary>Pads the last 2 axes with zeros.</summary>
            public static Modules.ZeroPad2d ZeroPad2d((long, long, long, long) padding) => new(padding.Item1, padding.Item2,
                padding.Item3, padding.Item4);

            /// <summary>Pads the last axis with the values mirrored at the edge.</summary>
            public static Modules.ReflectionPad1d ReflectionPad1d(long padding) => new(functional.Same(padding, 2));

            /// <summary>Pads the last axis with the values mirrored at the edge.</summary>
            public static Modules.ReflectionPad1d ReflectionPad1d((long, long) padding) => new(padding.Item1, padding.Item2);

            /// <summary>Pads the last 2 axes with the values mirrored at the edge.</summary>
            public static Modules.ReflectionPad2d ReflectionPad2d(long padding) => new(functional.Same(padding, 4));

            /// <summary>Pads the last 2 axes with the values mirrored at the edge.</summary>
            public static Modules.ReflectionPad2d ReflectionPad2d((long, long, long, long) padding) => new(padding.Item1, padding.Item2,
                padding.Item3, padding.Item4);

            /// <summary>Pads the last 3 axes with the values mirrored at the edge.</summary>
            public static Modules.ReflectionPad3d ReflectionPad3d(long padding) => new(functional.Same(padding, 6));

            /// <summary>Pads the last 3 axes with the values mirrored at the edge.</summary>
            public static Modules.ReflectionPad3d ReflectionPad3d((long, long, long, long, long, long) padding) => new(padding.Item1,
                padding.Item2, padding.Item3, padding.Item4, padding.Item5, padding.Item6);

            /// <summary>Pads the last axis with the value at the edge.</summary>
            public static Modules.ReplicationPad1d ReplicationPad1d(long padding) => new(functional.Same(padding, 2));

            /// <summary>Pads the last axis with the value at the edge.</summary>
            public static Modules.ReplicationPad1d ReplicationPad1d((long, long) padding) => new(padding.Item1, padding.Item2);

            /// <summary>Pads the last 2 axes with the value at the edge.</summary>
            public static Modules.ReplicationPad2d ReplicationPad2d(long padding) => new(functional.Same(padding, 4));

            /// <summary>Pads the last 2 axes with the value at the edge.</summary>
            public static Modules.ReplicationPad2d ReplicationPad2d((long, long, long, long) padding) => new(padding.Item1, padding.Item2,
                padding.Item3, padding.Item4);

            /// <summary>Pads the last 3 axes with the value at the edge.</summary>
            public static Modules.ReplicationPad3d ReplicationPad3d(long padding) => new(functional.Same(padding, 6));

            /// <summary>Pads the last 3 axes with the value at the edge.</summary>
            public static Modules.ReplicationPad3d ReplicationPad3d((long, long, long, long, long, long) padding) => new(padding.Item1,
                padding.Item2, padding.Item3, padding.Item4, padding.Item5, padding.Item6);
        }
    }
}
