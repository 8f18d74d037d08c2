using System.Runtime.InteropServices;
using TorchSharp;
using TorchSharp.Engine;
using static TorchSharp.torch;

namespace Eegavi.Compat.TorchSharp.Tests.Engine;

public class OperatorTests
{
    [Fact]
    public void Call_NoSuchOperator_NamesIt() =>
        FluentActions.Invoking(() => Operator.Call("no_such_thing.really", ones(1))).Should()
            .Throw<NotSupportedException>().WithMessage("This libtorch has no operator 'aten::no_such_thing.really'.");

    [Fact]
    public void Call_TooManyArguments_SaysHowMany() =>
        FluentActions.Invoking(() => Operator.Call("abs", ones(1), 1, 2)).Should()
            .Throw<ExternalException>().WithMessage("*takes 1 arguments, not 3*");

    [Fact]
    public void Call_WrongKindOfArgument_NamesTheArgument() =>
        FluentActions.Invoking(() => Operator.Call("add.Tensor", ones(1), "text")).Should()
            .Throw<ExternalException>().WithMessage("argument 'other' expects a tensor*");

    [Fact]
    public void Call_MissingArguments_TakeTheSchemasDefaults()
    {
        using var scope = NewDisposeScope();
        // add's alpha is 1, softplus's beta 1 and threshold 20.
        Operator.Call("add.Tensor", ones(2), ones(2)).sum().item<float>().Should().Be(4);
        Operator.Call("softplus", zeros(1)).item<float>().Should().BeApproximately(MathF.Log(2), 1e-6f);
    }

    [Fact]
    public void Call_IntWhereTheSchemaWantsFloat_IsConverted()
    {
        using var scope = NewDisposeScope();
        Operator.Call("dropout", ones(3), 0, true).sum().item<float>().Should().Be(3);
    }

    [Fact]
    public void CallAll_MoreResultsThanTheBufferHolds_ReturnsEachOnce()
    {
        using var scope = NewDisposeScope();
        var parts = arange(23).unbind();
        parts.Select(p => p.item<long>()).Should().Equal(Enumerable.Range(0, 23).Select(i => (long)i));
    }

    [Fact]
    public void Call_ListsBeyondTheStackBuffer_ArriveWhole()
    {
        using var scope = NewDisposeScope();
        var many = Enumerable.Range(0, 200).Select(i => full(1, (float)i)).ToArray();
        cat(many).sum().item<float>().Should().Be(19900);
    }

    [Fact]
    public void Report_AfterTheEngineStarted_NamesLibtorchAndThreads()
    {
        using var started = ones(1);
        AppContext.GetData(Startup.ReportKey).Should().BeOfType<string>().Which.Should().MatchRegex(@"^libtorch \d+\.\d+.*; \d+ threads; ");
    }
}
