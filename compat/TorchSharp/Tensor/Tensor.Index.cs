using System.Runtime.CompilerServices;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        [IndexerName("TensorItems")]
        public Tensor this[params TensorIndex[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        [IndexerName("TensorItems")]
        public Tensor this[params Tensor[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        [IndexerName("TensorItems")]
        public Tensor this[params long[] indices]
        {
            get => Pick(indices);
            set => index_put_(value, [.. indices.Select(i => (TensorIndex)i)]);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1] { get => Pick([i1]); set => Assign([i1], value); }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2] { get => Pick([i1, i2]); set => Assign([i1, i2], value); }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3] { get => Pick([i1, i2, i3]); set => Assign([i1, i2, i3], value); }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3, long i4] { get => Pick([i1, i2, i3, i4]); set => Assign([i1, i2, i3, i4], value); }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3, long i4, long i5] { get => Pick([i1, i2, i3, i4, i5]); set => Assign([i1, i2, i3, i4, i5], value); }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3, long i4, long i5, long i6] { get => Pick([i1, i2, i3, i4, i5, i6]); set => Assign([i1, i2, i3, i4, i5, i6], value); }

        public Tensor index(params Tensor[] indices) => Call("index.Tensor", this, indices);

        public Tensor index(params TensorIndex[] indices)
        {
            var (view, tensors) = View(indices);
            return tensors is null ? view : Finish(view, Call("index.Tensor", view, tensors));
        }

        public Tensor index_put_(Tensor value, params Tensor[] indices) => index_put_(value, indices, false);
        public Tensor index_put_(Tensor value, Tensor[] indices, bool accumulate = false) => Change("index_put_", this, indices, value, accumulate);
        public Tensor index_put_(Scalar value, params Tensor[] indices) => Scoped(value, v => index_put_(v, indices));
        public Tensor index_put_(Tensor value, params TensorIndex[] indices) => index_put_(value, indices, false);
        public Tensor index_put_(Scalar value, params TensorIndex[] indices) => Scoped(value, v => index_put_(v, indices));

        public Tensor index_put_(Tensor value, TensorIndex[] indices, bool accumulate = false)
        {
            var (view, tensors) = View(indices);
            if (tensors is not null) view.index_put_(value, tensors, accumulate);
            else if (accumulate) view.add_(value);
            else view.copy_(value);
            view.Dispose();
            return this;
        }

        private Tensor Scoped(Scalar value, Action<Tensor> put)
        {
            using var tensor = Call("scalar_tensor", value, dtype);
            put(tensor);
            return this;
        }

        private Tensor Pick(ReadOnlySpan<long> indices)
        {
            var view = alias();
            foreach (var i in indices) view = Finish(view, view.select(0, i));
            return view;
        }

        private void Assign(ReadOnlySpan<long> indices, Tensor value)
        {
            using var view = Pick(indices);
            view.copy_(value);
        }

        private static Tensor Finish(Tensor intermediate, Tensor result)
        {
            intermediate.Dispose();
            return result;
        }

        /// <summary>Applies what makes a view; what remains are the index tensors of the view's first axes, or null.</summary>
        private (Tensor View, Tensor[] Tensors) View(TensorIndex[] indices)
        {
            var view = alias();
            var tensors = new List<Tensor>();
            var axis = 0;
            foreach (var index in indices)
            {
                switch (index.kind)
                {
                    case TensorIndex.Kind.Single:
                        view = Finish(view, view.select(axis, index.start.Value));
                        break;
                    case TensorIndex.Kind.Slice:
                        view = Finish(view, Call("slice.Tensor", view, axis++, index.start, index.stop, index.step ?? 1));
                        break;
                    case TensorIndex.Kind.Ellipsis:
                        axis = (int)view.dim() - AxesBehindEllipsis(indices);
                        break;
                    case TensorIndex.Kind.None or TensorIndex.Kind.Null:
                        view = Finish(view, view.unsqueeze(axis++));
                        break;
                    default:
                        if (index.kind == TensorIndex.Kind.Bool) view = Finish(view, view.unsqueeze(axis));
                        var tensor = index.kind == TensorIndex.Kind.Bool ? torch.tensor(new[] { index.start == 1 }) : index.tensor;
                        while (tensors.Count < axis) tensors.Add(null);
                        tensors.Add(tensor);
                        // A mask covers as many axes as it has.
                        axis += tensor.dtype is ScalarType.Bool or ScalarType.Byte ? (int)tensor.dim() : 1;
                        break;
                }
            }
            return (view, tensors.Count == 0 ? null : [.. tensors]);
        }

        private static int AxesBehindEllipsis(TensorIndex[] indices) => indices
            .SkipWhile(i => i.kind != TensorIndex.Kind.Ellipsis).Skip(1)
            .Sum(i => i.kind switch
            {
                TensorIndex.Kind.Single or TensorIndex.Kind.Slice => 1,
                TensorIndex.Kind.Tensor when i.tensor.dtype is ScalarType.Bool or ScalarType.Byte => (int)i.tensor.dim(),
                TensorIndex.Kind.Tensor => 1,
                _ => 0,
            });
    }
}
