import { mount } from 'svelte';
import { Browser } from './inbox/browser.svelte';
import './ui/base.css';
import App from './ui/App.svelte';

const target = document.getElementById('app');
const browser = new Browser();
await browser.speak();
if (target) mount(App, { target, props: { browser } });
