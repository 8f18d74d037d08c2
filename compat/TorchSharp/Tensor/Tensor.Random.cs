namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor bernoulli(Generator generator = null) => Call("bernoulli", this, generator);
        public Tensor bernoulli_(Tensor p, Generator generator = null) => Change("bernoulli_.Tensor", this, p, generator);
        public Tensor bernoulli_(double p = 0.5, Generator generator = null) => Change("bernoulli_.float", this, p, generator);
        public Tensor binomial(Tensor prob, Generator generator = null) => Call("binomial", this, prob, generator);
        public Tensor cauchy_(double median = 0, double sigma = 1, Generator generator = null) => Change("cauchy_", this, median, sigma, generator);
        public Tensor exponential_(double lambda = 1, Generator generator = null) => Change("exponential_", this, lambda, generator);
        public Tensor geometric_(double p, Generator generator = null) => Change("geometric_", this, p, generator);
        public Tensor log_normal_(double mean = 0, double std = 1, Generator generator = null) => Change("log_normal_", this, mean, std, generator);
        public Tensor multinomial(long num_samples, bool replacement = false, Generator generator = null) => Call("multinomial", this, num_samples, replacement, generator);
        public Tensor normal_(double mean = 0, double std = 1, Generator generator = null) => Change("normal_", this, mean, std, generator);
        public Tensor poisson(Generator generator = null) => Call("poisson", this, generator);
        public Tensor rand_like(ScalarType? dtype = null, Device device = null, bool requires_grad = false) => Leaf(Call("rand_like", this, dtype, default, device), requires_grad);
        public Tensor randint_like(long low, long high, ScalarType? dtype = null, Device device = null, bool requires_grad = false) => Leaf(Call("randint_like.low_dtype", this, low, high, dtype, default, device), requires_grad);
        public Tensor randn_like(ScalarType? dtype = null, Device device = null, bool requires_grad = false) => Leaf(Call("randn_like", this, dtype, default, device), requires_grad);
        public Tensor uniform_(double from, double to, Generator generator = null) => Change("uniform_", this, from, to, generator);
    }
}
