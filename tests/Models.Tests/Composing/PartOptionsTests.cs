using System.Runtime.CompilerServices;
using Eegavi.Fusion;
using Eegavi.Plugins;
using static TorchSharp.torch;

namespace Eegavi.Models.Tests.Composing;

public class PartOptionsTests
{
    public static TheoryData<string, string> PartsWithOptions
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var part in Catalog.All.Where(part => part.OptionsType is not null)) data.Add(part.Kind.Name, part.Name);
            return data;
        }
    }

    private static PartCatalog Catalog { get; } = PartCatalog.Scan(StandardParts.Assemblies);

    [Theory]
    [MemberData(nameof(PartsWithOptions))]
    public void Options_ChooseTheirPart(string kind, string name)
    {
        var part = Catalog.All.Single(p => p.Kind.Name == kind && p.Name == name);
        var (options, choice) = (RuntimeHelpers.GetUninitializedObject(part.OptionsType!), typeof(Part<>).MakeGenericType(part.Kind.Contract));
        var conversion = choice.GetMethod("op_Implicit", [typeof(PartOptions<>).MakeGenericType(part.Kind.Contract)])!;
        ((IPartChoice)conversion.Invoke(null, [options])!).Type.Should().Be(name);
    }

    [Fact]
    public void Options_OfTwoParts_AskForTheName()
    {
        var choose = () => { Part<IGate> _ = new SharedOptions(); };
        choose.Should().Throw<ArgumentException>().WithMessage("Expected options that one IGate of EEGAVI.Models.Tests takes; SharedOptions is taken by one-gate, other-gate. Name the part: new Part<IGate>(\"name\", options).");
    }

    [Fact]
    public void Options_OfNoPart_AskForTheName()
    {
        var choose = () => { Part<IGate> _ = new LonelyOptions(); };
        choose.Should().Throw<ArgumentException>().WithMessage("*LonelyOptions is taken by none.*");
    }

    [Fact]
    public void Specs_TakeOptionsAndNames()
    {
        FusionSpec block = new PrefixOptions { Heads = 3 };
        ResamplerSpec resampler = new Part<IResampler>("identity");
        block.Block.Should().Be(new Part<IFusionBlock>("prefix", new PrefixOptions { Heads = 3 }));
        resampler.Should().Be(new ResamplerSpec());
    }

    private sealed record SharedOptions : PartOptions<IGate>;

    private sealed record LonelyOptions : PartOptions<IGate>;

    private abstract class Shut(string name) : nn.Module<Tensor, Tensor, Tensor>(name), IGate
    {
        public double InitialOpenness => 0;

        public override Tensor forward(Tensor branch, Tensor query) => branch;
    }

    [Part("one-gate")]
    private sealed class OneGate(SharedOptions options) : Shut(options.ToString());

    [Part("other-gate")]
    private sealed class OtherGate(SharedOptions options) : Shut(options.ToString());
}
