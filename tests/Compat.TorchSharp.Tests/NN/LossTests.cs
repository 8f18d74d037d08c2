using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Compat.TorchSharp.Tests.NN;

public class LossTests
{
    private readonly Tensor _x, _y, _logits, _classes;

    public LossTests()
    {
        manual_seed(23);
        (_x, _y) = (randn(4, 5, dtype: float64) * 2, randn(4, 5, dtype: float64));
        (_logits, _classes) = (randn(4, 3, dtype: float64), tensor(new long[] { 2, 0, 1, 2 }));
    }

    private void Check(Func<Reduction, Tensor> function, Func<Reduction, Loss<Tensor, Tensor, Tensor>> module, Tensor each, Tensor x, Tensor y)
    {
        foreach (var reduction in new[] { Reduction.None, Reduction.Mean, Reduction.Sum })
        {
            var expected = reduction switch { Reduction.Mean => each.mean(), Reduction.Sum => each.sum(), _ => each };
            function(reduction).ShouldBeClose(expected, 1e-9);
            module(reduction).call(x, y).ShouldBeClose(expected, 1e-9);
        }
    }

    [Fact]
    public void Distances()
    {
        var d = (_x - _y).abs();
        Check(r => functional.mse_loss(_x, _y, r), r => MSELoss(r), d.square(), _x, _y);
        Check(r => functional.l1_loss(_x, _y, r), r => L1Loss(r), d, _x, _y);
        Check(r => functional.smooth_l1_loss(_x, _y, r, 0.5), r => SmoothL1Loss(r, 0.5), where(d < 0.5, d.square(), d - 0.25), _x, _y);
        Check(r => functional.huber_loss(_x, _y, 0.5, r), r => HuberLoss(0.5, r), where(d < 0.5, d.square() / 2, 0.5 * (d - 0.25)), _x, _y);
    }

    [Fact]
    public void Distance_OfOtherShapes_BroadcastsForwardAndBack()
    {
        var x = randn(4, 1, dtype: float64);
        functional.mse_loss(x, _y).ShouldBeClose((x - _y).square().mean(), 1e-9);
        Func<Tensor[], Tensor> f = t => functional.mse_loss(t[0], t[1]);
        f.ShouldHaveTheRightGradient(x, _y);
    }

    [Fact]
    public void CrossEntropy_OfClasses()
    {
        var each = -_logits.log_softmax(1).gather(1, _classes.unsqueeze(1)).squeeze(1);
        Check(r => functional.cross_entropy(_logits, _classes, reduction: r), r => CrossEntropyLoss(reduction: r), each, _logits, _classes);
        Check(r => functional.nll_loss(_logits.log_softmax(1), _classes, reduction: r), r => NLLLoss(reduction: r), each, _logits.log_softmax(1), _classes);
    }

    [Fact]
    public void CrossEntropy_WeightsIgnoredAndSmoothing()
    {
        var weight = tensor(new double[] { 1, 2, 3 });
        var log = _logits.log_softmax(1);
        var picked = -(log[0, 2] * 3) - log[1, 0] - (log[3, 2] * 3);
        functional.cross_entropy(_logits, _classes, weight, ignore_index: 1).ShouldBeClose(picked / 7, 1e-9);
        CrossEntropyLoss(weight, 1).call(_logits, _classes).ShouldBeClose(picked / 7, 1e-9);
        var smooth = (0.9 * functional.one_hot(_classes, 3).to(float64)) + (0.1 / 3);
        functional.cross_entropy(_logits, _classes, label_smoothing: 0.1).ShouldBeClose(-(smooth * log).sum([1L]).mean(), 1e-9);
        functional.cross_entropy(_logits, smooth).ShouldBeClose(-(smooth * log).sum([1L]).mean(), 1e-9);
    }

    [Fact]
    public void BinaryCrossEntropy_OfLogitsAndProbabilities()
    {
        var (p, target) = (_x.sigmoid(), _y.sigmoid());
        var each = -(target * p.log()) - ((1 - target) * (1 - p).log());
        Check(r => functional.binary_cross_entropy_with_logits(_x, target, reduction: r), r => BCEWithLogitsLoss(reduction: r), each, _x, target);
        Check(r => functional.binary_cross_entropy(p, target, reduction: r), r => BCELoss(reduction: r), each, p, target);
        var positive = tensor(new double[] { 1, 2, 3, 4, 5 });
        var weighted = -(positive * target * p.log()) - ((1 - target) * (1 - p).log());
        BCEWithLogitsLoss(pos_weights: positive).call(_x, target).ShouldBeClose(weighted.mean(), 1e-9);
    }

    [Fact]
    public void KullbackLeibler_TakesLogTargets_UnlessTold()
    {
        var (log, target) = (_x.log_softmax(1), _y.softmax(1));
        var each = target * (target.log() - log);
        Check(r => functional.kl_div(log, target.log(), reduction: r), r => KLDivLoss(reduction: r), each, log, target.log());
        functional.kl_div(log, target, log_target: false).ShouldBeClose(each.mean(), 1e-9);
    }

    [Fact]
    public void Similarities()
    {
        var cosine = (_x * _y).sum([1L]) / (_x.square().sum([1L]).sqrt() * _y.square().sum([1L]).sqrt());
        functional.cosine_similarity(_x, _y).ShouldBeClose(cosine, 1e-7);
        CosineSimilarity().call(_x, _y).ShouldBeClose(cosine, 1e-7);
        PairwiseDistance().call(_x, _y).ShouldBeClose((_x - _y + 1e-6).square().sum([1L]).sqrt(), 1e-7);
        var sign = tensor(new double[] { 1, -1, 1, -1 });
        var each = where(sign > 0, 1 - cosine, (cosine - 0.1).clamp_min(0));
        functional.cosine_embedding_loss(_x, _y, sign, 0.1).ShouldBeClose(each.mean(), 1e-6);
    }

    [Fact]
    public void Margins()
    {
        var sign = where(_y > 0, ones_like(_y), -ones_like(_y));
        functional.margin_ranking_loss(_x, _y, sign, 0.3).ShouldBeClose(((-sign * (_x - _y)) + 0.3).clamp_min(0).mean(), 1e-9);
        functional.soft_margin_loss(_x, sign).ShouldBeClose((1 + (-sign * _x).exp()).log().mean(), 1e-9);
        var z = _x + 1;
        Tensor Far(Tensor a, Tensor b) => (a - b + 1e-6).square().sum([1L]).sqrt();
        var expected = (Far(_x, z) - Far(_x, _y) + 1).clamp_min(0).mean();
        functional.triplet_margin_loss(_x, z, _y).ShouldBeClose(expected, 1e-6);
        functional.triplet_margin_with_distance_loss(_x, z, _y).ShouldBeClose(expected, 1e-6);
    }

    [Fact]
    public void GaussianAndPoisson()
    {
        var variance = _y.exp();
        functional.gaussian_nll_loss(_x, _y, variance).ShouldBeClose((0.5 * (variance.log() + ((_x - _y).square() / variance))).mean(), 1e-9);
        functional.poisson_nll_loss(_x, variance).ShouldBeClose((_x.exp() - (variance * _x)).mean(), 1e-6);
    }

    [Fact]
    public void OneHot_CountsItsClasses()
    {
        functional.one_hot(_classes).shape.Should().Equal(4, 3);
        functional.one_hot(_classes, 5)[0].ShouldBeClose(tensor(new long[] { 0, 0, 1, 0, 0 }));
    }

    [Fact]
    public void Losses_Gradients()
    {
        Func<Tensor[], Tensor> entropy = t => functional.cross_entropy(t[0], _classes, label_smoothing: 0.1);
        entropy.ShouldHaveTheRightGradient(_logits.clone());
        Func<Tensor[], Tensor> huber = t => functional.huber_loss(t[0], t[1], 0.7);
        huber.ShouldHaveTheRightGradient(_x.clone(), _y.clone());
        Func<Tensor[], Tensor> cosine = t => functional.cosine_similarity(t[0], t[1]);
        cosine.ShouldHaveTheRightGradient(_x.clone(), _y.clone());
    }
}
