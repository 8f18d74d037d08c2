using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Compat.TorchSharp.Tests.NN;

public class LeakTests
{
    public static TheoryData<string, Func<Module<Tensor, Tensor>>, long[]> Layers => new()
    {
        { "Linear", () => Linear(4, 6), [2, 4] },
        { "Conv1d", () => Conv1d(3, 5, 3, padding: 1, padding_mode: PaddingModes.Reflect), [2, 3, 7] },
        { "Conv2d", () => Conv2d(3, 5, 3), [2, 3, 7, 8] },
        { "ConvTranspose1d", () => ConvTranspose1d(3, 5, 3), [2, 3, 7] },
        { "BatchNorm", () => BatchNorm1d(3), [2, 3, 7] },
        { "InstanceNorm", () => InstanceNorm1d(3), [3, 7] },
        { "LayerNorm", () => LayerNorm(7), [2, 7] },
        { "GroupNorm", () => GroupNorm(2, 4), [2, 4, 7] },
        { "Dropout", () => Dropout(), [2, 7] },
        { "ReLU in place", () => ReLU(inplace: true), [2, 7] },
        { "Softsign", () => Softsign(), [2, 7] },
        { "Tanhshrink", () => Tanhshrink(), [2, 7] },
        { "Softmin", () => Softmin(1), [2, 7] },
        { "AdaptiveMaxPool1d", () => AdaptiveMaxPool1d(3), [2, 3, 7] },
        { "ZeroPad2d", () => ZeroPad2d(1), [2, 3, 7, 8] },
        { "Sequential", () => Sequential(Linear(4, 6), GELU(), Identity(), Linear(6, 2)), [5, 4] },
        { "TransformerEncoderLayer", () => TransformerEncoderLayer(4, 2, 8), [5, 3, 4] },
    };

    [Theory]
    [MemberData(nameof(Layers))]
    public void Call_LeavesNothingButItsResult(string name, Func<Module<Tensor, Tensor>> make, long[] shape)
    {
        using var layer = make();
        using var input = randn(shape);
        var before = Tensor.TotalCount;
        layer.call(input).Dispose();
        Tensor.TotalCount.Should().BeLessThanOrEqualTo(before, "{0} keeps nothing", name);
    }

    [Fact]
    public void Functions_LeaveNothingButTheirResult()
    {
        using var x = randn(2, 3, 4, 6);
        using var y = randn(2, 3, 1, 6);
        using var mask = ones(4, 4, dtype: @bool);
        Func<Tensor>[] functions =
        [
            () => functional.normalize(x), () => functional.mse_loss(x, y), () => functional.scaled_dot_product_attention(x, x, x, mask),
            () => functional.scaled_dot_product_attention(x, x, x, is_casual: true), () => functional.pad(x, (1, 2)),
            () => functional.multilabel_soft_margin_loss(x, x), () => functional.interpolate(x, scale_factor: [2.0]),
            () => functional.triplet_margin_with_distance_loss(x, x, x),
        ];
        var before = Tensor.TotalCount;
        foreach (var function in functions)
        {
            function().Dispose();
            Tensor.TotalCount.Should().BeLessThanOrEqualTo(before);
        }
    }

    [Fact]
    public void RecurrentLayersAndAttention_LeaveNothingButTheirResults()
    {
        using var x = randn(5, 2, 4);
        var (gru, lstm, attention) = (GRU(4, 3), LSTM(4, 3), MultiheadAttention(4, 2));
        var before = Tensor.TotalCount;
        using (var scope = NewDisposeScope())
        {
            gru.call(x);
            lstm.call(x);
            attention.call(x, x, x);
            scope.DisposablesCount.Should().Be(2 + 3 + 2);
        }

        Tensor.TotalCount.Should().BeLessThanOrEqualTo(before);
    }
}
