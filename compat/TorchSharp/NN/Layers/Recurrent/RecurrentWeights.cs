using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>The weights of recurrent layers: weight_ih_l0, weight_hh_l0, bias_ih_l0, bias_hh_l0, then layer by layer and direction by direction.</summary>
internal sealed record RecurrentWeights(long Input, long Hidden, long Layers, bool Bias, bool BatchFirst, double Dropout, bool Bidirectional)
{
    internal long Directions => Bidirectional ? 2 : 1;

    internal static double Bound(long hidden) => hidden > 0 ? 1 / Math.Sqrt(hidden) : 0;

    internal static Parameter Fresh(long[] shape, long hidden, Device device, ScalarType? dtype) =>
        (Parameter)Parameter(init.uniform_(empty(shape, dtype, device), -Bound(hidden), Bound(hidden))).DetachFromDisposeScope();

    /// <summary>Names and fresh weights; a cell has <paramref name="gates"/> gates.</summary>
    internal IEnumerable<(string name, Parameter weight)> Create(long gates, Device device, ScalarType? dtype)
    {
        for (var layer = 0L; layer < Layers; layer++)
        {
            for (var direction = 0; direction < Directions; direction++)
            {
                var suffix = $"l{layer}" + (direction == 1 ? "_reverse" : "");
                var width = layer == 0 ? Input : Hidden * Directions;
                yield return ($"weight_ih_{suffix}", Fresh([gates * Hidden, width], Hidden, device, dtype));
                yield return ($"weight_hh_{suffix}", Fresh([gates * Hidden, Hidden], Hidden, device, dtype));
                if (Bias)
                {
                    yield return ($"bias_ih_{suffix}", Fresh([gates * Hidden], Hidden, device, dtype));
                    yield return ($"bias_hh_{suffix}", Fresh([gates * Hidden], Hidden, device, dtype));
                }
            }
        }
    }

    /// <summary>A state of zeros for an input [L, B, I], [B, L, I] or, without a batch, [L, I].</summary>
    internal Tensor Start(Tensor input)
    {
        long[] shape = input.dim() == 2
            ? [Layers * Directions, Hidden]
            : [Layers * Directions, input.shape[BatchFirst ? 0 : 1], Hidden];
        return zeros(shape, input.dtype, input.device);
    }
}
