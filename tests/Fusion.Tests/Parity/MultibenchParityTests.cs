using static TorchSharp.torch;

namespace Eegavi.Fusion.Tests;

/// <summary>Against pliang279/MultiBench: what its fusions compute of the modalities' vectors, which our blocks pool and norm before.</summary>
public sealed class MultibenchParityTests
{
    private static readonly string[] Names = ["a", "b", "c"];

    [SkippableFact]
    public void TensorFusion_OutputsAndGradientsFit()
    {
        using var fixture = Fixture.Open("multibench_tensor_fusion");
        var inputs = Inputs(fixture, Names);
        Fits(fixture, TensorFusion.OuterProduct(inputs), Names.Zip(inputs));
    }

    // Its factors [rank, 1 + E, D] are no parameters there; the first row of each is what the leading 1 meets, our bias.
    [SkippableFact]
    public void LowRankTensorFusion_OutputsAndGradientsFit()
    {
        using var fixture = Fixture.Open("multibench_lowrank_tensor_fusion");
        var (inputs, product) = (Inputs(fixture, Names), new LowRankProduct([6, 5, 4], 7, 3));
        using (no_grad())
        {
            product.get_parameter("mix")!.copy_(fixture["in/w"].squeeze(0));
            product.get_parameter("bias")!.copy_(fixture["in/bias"].squeeze(0));
            for (var i = 0; i < 3; i++) foreach (var (name, values) in Factor(fixture[$"in/factor{i}"])) product.get_parameter($"factors.{i}.{name}")!.copy_(values);
        }
        var present = Names.Select(_ => ones([3], ScalarType.Bool)).ToList();
        Fits(fixture, product.call(inputs, present), Names.Zip(inputs));
        product.get_parameter("mix")!.grad!.ShouldBe(fixture["grad_in/w"].squeeze(0));
        product.get_parameter("bias")!.grad!.ShouldBe(fixture["grad_in/bias"].squeeze(0));
        for (var i = 0; i < 3; i++) foreach (var (name, values) in Factor(fixture[$"grad_in/factor{i}"])) product.get_parameter($"factors.{i}.{name}")!.grad!.ShouldBe(values);
    }

    [SkippableTheory]
    [InlineData("multibench_mi_matrix", MultiplicativeForm.Matrix, 7)]
    [InlineData("multibench_mi_scalar", MultiplicativeForm.Scalar, 5)]
    public void MultiplicativeInteractions_OutputsAndGradientsFit(string name, MultiplicativeForm form, int output)
    {
        using var fixture = Fixture.Open(name);
        var (inputs, interaction) = (Inputs(fixture, ["a", "b"]), new MultiplicativeInteraction(form, 6, 5, output));
        fixture.Load(interaction);
        Fits(fixture, interaction.call(inputs[0], inputs[1]), Names.Zip(inputs));
        fixture.GradientsShouldFit(interaction);
    }

    // It multiplies by keys that lie across (a view where a transpose was meant) and does not scale: the test turns and scales them for the attention that all our blocks share.
    [SkippableFact]
    public void NonLocalGate_IsOurAttentionOfItsKeys()
    {
        using var fixture = Fixture.Open("multibench_nlgate");
        var (q, kv) = (fixture["in/q"].requires_grad_(), fixture["in/kv"].requires_grad_());
        var queries = q.view(2, 1, 4, 6);
        var read = Attention.Read(queries * Math.Sqrt(6), kv.view(2, 1, 6, 5).transpose(2, 3), kv.view(2, 1, 5, 6));
        Fits(fixture, (queries + read).flatten(1), [("q", q), ("kv", kv)]);
    }

    private static Tensor[] Inputs(Fixture fixture, string[] names) => [.. names.Select(name => fixture[$"in/{name}"].requires_grad_())];

    private static void Fits(Fixture fixture, Tensor y, IEnumerable<(string Name, Tensor Input)> inputs)
    {
        y.ShouldBe(fixture["out/y"]);
        (y * fixture["cot/y"]).sum().backward();
        foreach (var (name, input) in inputs) input.grad!.ShouldBe(fixture[$"grad_in/{name}"]);
    }

    // [rank, 1 + E, D] as our map of E to rank · D.
    private static (string Name, Tensor Values)[] Factor(Tensor factor) =>
        [("bias", factor.select(1, 0).flatten()), ("weight", factor.narrow(1, 1, factor.shape[1] - 1).permute(0, 2, 1).flatten(0, 1))];
}
