using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TorchSharp.Engine;

namespace TorchSharp;

public static partial class torch
{
    public static unsafe partial class autograd
    {
        /// <summary>The managed side of a node in libtorch's graph, alive as long as the graph holds the node.</summary>
        internal sealed class Node(string name, AutogradContext context, Func<AutogradContext, List<Tensor>, List<Tensor>> backward, bool[] isTensor)
        {
            private (long[] Shape, ScalarType Type, Device Device)[] _outputs = [];

            /// <summary>Makes <paramref name="outputs"/> depend on <paramref name="inputs"/> through this node.</summary>
            internal List<Tensor> Tie(List<Tensor> inputs, List<Tensor> outputs)
            {
                _outputs = [.. outputs.Select(t => (t.shape, t.dtype, t.device))];
                var self = GCHandle.Alloc(this);
                IntPtr[] ins = Handles(inputs), saved = Handles(context.Saved), fixedOnes = Handles(context.NonDifferentiable), dirty = Handles(context.Dirty);
                IntPtr[] outs = [.. outputs.Select(t => Native.share(t.Handle))];
                int failed;
                fixed (IntPtr* i = ins, o = outs, s = saved, f = fixedOnes, d = dirty)
                fixed (byte* title = Operator.Text(name))
                {
                    context.Native = Native.node(GCHandle.ToIntPtr(self), title, i, ins.Length, o, outs.Length, s, saved.Length, f, fixedOnes.Length, d, dirty.Length, &failed);
                }
                GC.KeepAlive(inputs);
                GC.KeepAlive(outputs);
                if (context.Native == IntPtr.Zero) self.Free();
                Native.Check(failed);
                context.SavedCount = saved.Length;
                // The graph keeps what backward needs.
                context.save_for_backward([]);
                return [.. outs.Select(Tensor.Wrap)];
            }

            [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
            internal static int Backward(IntPtr node, IntPtr* grads, int gradCount, IntPtr* results, int resultCount)
            {
                try
                {
                    using var scope = NewDisposeScope();
                    var self = (Node)GCHandle.FromIntPtr(node).Target;
                    self.Run(new ReadOnlySpan<IntPtr>(grads, gradCount), new Span<IntPtr>(results, resultCount));
                    return 0;
                }
                catch (Exception e)
                {
                    // An exception that left this method would end the process; backward() throws its text.
                    fixed (byte* text = Operator.Text(e.Message)) Native.set_error(text);
                    return -1;
                }
            }

            [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
            internal static void Release(IntPtr node) => GCHandle.FromIntPtr(node).Free();

            private void Run(ReadOnlySpan<IntPtr> grads, Span<IntPtr> results)
            {
                var given = new List<Tensor>();
                for (var i = 0; i < grads.Length; i++) given.Add(Tensor.Wrap(grads[i]) ?? Missing(i));
                var computed = backward(context, given);
                if (computed.Count < isTensor.Length || computed.Skip(isTensor.Length).Any(t => t is not null))
                    throw new InvalidOperationException($"function {name} returned an incorrect number of gradients (expected {isTensor.Length}, got {computed.Count})");
                var place = 0;
                for (var i = 0; i < isTensor.Length; i++)
                {
                    if (!isTensor[i]) continue;
                    results[place++] = computed[i] is { } grad ? Native.share(grad.Handle) : IntPtr.Zero;
                }
            }

            private Tensor Missing(int output)
            {
                var (shape, type, device) = _outputs[output];
                return context.MaterializeGrads ? zeros(shape, type, device) : null;
            }
        }
    }
}
