using System.Runtime.InteropServices;
using TorchSharp;
using TorchSharp.Engine;
using static TorchSharp.torch;

namespace Eegavi.Compat.TorchSharp.Tests.Engine;

/// <summary>Operators of the common signatures are called without boxing; they take what every operator takes.</summary>
public class SignatureTests
{
    private readonly Tensor _x = arange(6, dtype: float32).view(2, 3);

    [Fact]
    public void Lists_NumbersAndMissingLists_Arrive()
    {
        using var scope = NewDisposeScope();
        Shape(Operator.Call("view", _x, (long[])[3, -1])).Should().Equal(3, 2);
        Shape(Operator.Call("expand", _x[0], (long[])[4, 3])).Should().Equal(4, 3);
        Operator.Call("sum.dim_IntList", _x, 1).data<float>().ToArray().Should().Equal(3, 12);
        Operator.Call("sum.dim_IntList", _x, default, default, ScalarType.Float64).item<double>().Should().Be(15);
    }

    [Fact]
    public void OptionalTensorsAndTypes_MayBeMissing()
    {
        using var scope = NewDisposeScope();
        Operator.Call("linear", _x, ones(1, 3)).data<float>().ToArray().Should().Equal(3, 12);
        Operator.Call("linear", _x, ones(1, 3), ones(1)).data<float>().ToArray().Should().Equal(4, 13);
        Operator.Call("softmax.int", _x, 1, ScalarType.Float64).dtype.Should().Be(ScalarType.Float64);
        Operator.Call("layer_norm", _x, (long[])[3]).mean().item<float>().Should().BeApproximately(0, 1e-6f);
    }

    [Fact]
    public void TextWithADefault_MayBeMissing()
    {
        using var scope = NewDisposeScope();
        var (exact, tanh) = (Operator.Call("gelu", ones(1)).item<float>(), Operator.Call("gelu", ones(1), "tanh").item<float>());
        exact.Should().BeApproximately(0.8413447f, 1e-6f);
        tanh.Should().BeApproximately(0.841192f, 1e-6f);
    }

    [Fact]
    public void NumbersInPlaceOfTensors_HaveNoSayInTheType()
    {
        using var scope = NewDisposeScope();
        (1.0 - _x).dtype.Should().Be(ScalarType.Float32);
        (ones(2, dtype: int64) * 2).dtype.Should().Be(ScalarType.Int64);
        (ones(2, dtype: int64) * 0.5).dtype.Should().Be(ScalarType.Float32);
    }

    [Fact]
    public void InPlace_ReturnsItsOwnObject()
    {
        using var scope = NewDisposeScope();
        var x = ones(2);
        x.add_(x, 3).Should().BeSameAs(x);
        x.data<float>().ToArray().Should().Equal(4, 4);
        Operator.Call("mul_.Tensor", x, 2).data<float>().ToArray().Should().Equal(8, 8);
    }

    [Fact]
    public void WrongKindsOfArguments_NameThem()
    {
        using var scope = NewDisposeScope();
        Refused("unsqueeze", 1.5).Should().Be("argument 'dim' expects an integer");
        Refused("unsqueeze").Should().Be("argument 'dim' is required");
        Refused("view", 0.5).Should().Be("argument 'size' expects a list of integers");
        Refused("gelu", 1).Should().Be("argument 'approximate' expects text");
    }

    [Fact]
    public void ATensorThatIsGiven_KeepsItsCount()
    {
        using var scope = NewDisposeScope();
        var before = _x.clone();
        for (var i = 0; i < 3; i++) FluentActions.Invoking(() => _x + ones(5)).Should().Throw<ExternalException>();
        _x.Dispose();
        (before + before).sum().item<float>().Should().Be(30);
    }

    private string Refused(string name, params ReadOnlySpan<Argument> rest)
    {
        try
        {
            Operator.Call(name, [_x, .. rest]);
            return "nothing";
        }
        catch (ExternalException e)
        {
            return e.Message;
        }
    }

    private static long[] Shape(Tensor tensor) => tensor.shape;
}
